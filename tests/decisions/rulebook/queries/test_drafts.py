import uuid
from dataclasses import replace
from datetime import date

import pytest

from tests.decisions.rulebook.drafted import (
    AT,
    LOWER,
    SOONER,
    STRICTER,
    WORDS,
    approve,
    officer,
    publish,
    submitted,
    write,
)
from tests.decisions.rulebook.small import AGE, BOOK
from yinling.base.approvals.queries import DraftLine, DraftRefused
from yinling.base.approvals.terms import ApprovalState, DraftState
from yinling.base.rows.refusals import Forbidden
from yinling.decisions.rulebook.actions import discard, refuse_draft
from yinling.decisions.rulebook.domain import Book
from yinling.decisions.rulebook.queries import (
    draft_book,
    draft_change,
    draft_entry,
    draft_of,
    drafts,
    whole_book,
)
from yinling.decisions.rulebook.terms import DraftKind
from yinling.kernel.periods import Period
from yinling.kernel.viewer import NOBODY, Purpose, system

pytestmark = pytest.mark.django_db
WANG, LI = officer("5301"), officer("53", "李群")
BEGINS = date(2026, 12, 1)


def entries(book: Book) -> set:
    return set(book.entries())


def view(key, by):
    return draft_of(key, by=by, **WORDS)


def test_a_line_says_what_and_where_and_how_far(book):
    book.app(WANG)
    key = write(WANG, area="530102")
    line = DraftLine(
        draft=key, kind=DraftKind.PARAMETER, code="高龄起点", title="高龄起点", area_code="530102",
        state=DraftState.WRITING, version=1, stops=False, valid_from=BEGINS, author_name="王敏", is_own=True,
        updated_at=AT, published_at=None, approval=None,
    )  # fmt: skip
    assert drafts(by=WANG, **WORDS) == [line]
    book.app(LI)
    assert drafts(by=LI, **WORDS) == [replace(line, is_own=False)]
    elsewhere = officer("5303")
    book.app(elsewhere)
    assert drafts(by=elsewhere, **WORDS) == []
    assert view(key, elsewhere) is None


def test_drafts_are_sought_by_state_the_latest_first(book):
    book.app(WANG)
    first, second, third = write(WANG), submitted(WANG, LOWER | {"code": "接单时限", "unit": "小时"}), write(WANG)
    discard(draft=third, by=WANG, at=AT)
    assert [line.draft for line in drafts(by=WANG, **WORDS)] == [third, second, first]
    waiting = {DraftState.WRITING, DraftState.SUBMITTED}
    assert [line.draft for line in drafts(by=WANG, states=waiting, **WORDS)] == [second, first]


@pytest.mark.parametrize("by", [NOBODY, system("tests"), officer(None)], ids=["nobody", "system", "units only"])
def test_who_keeps_no_area_reads_no_draft(book, by):
    key = write(WANG)  # as owner: only the query itself stands between
    assert (drafts(by=by, **WORDS), view(key, by)) == ([], None)


def test_what_touches_health_is_not_even_listed_without_the_purpose(book):
    book.app(WANG)
    key = write(WANG, STRICTER | {"text": '自理能力 == "不能自理"'}, kind=DraftKind.RULE)
    general = officer("5301", purposes=frozenset({Purpose.GENERAL}))
    book.app(general)
    assert (drafts(by=general, **WORDS), view(key, general)) == ([], None)


def test_a_draft_whole_shows_what_it_changes(book):
    book.app(WANG)
    key = submitted(WANG)
    found = view(key, WANG)
    expected = replace(
        AGE, area_code="5301", value=78, period=Period(BEGINS),
        source=replace(AGE.source, document="云老干发〔2026〕9号", clause="第三条", confidence="plain", note=""),
    )  # fmt: skip
    assert (found.content, found.entry, found.before, found.problems) == (LOWER, expected, AGE, ())
    assert [(one.field, one.old, one.new) for one in found.differences][:3] == [
        ("value", "80", "78"),
        ("area", "0", "5301"),
        ("valid_from", "2023-01-01", "2026-12-01"),
    ]
    assert (found.approval.state, found.approval.reason, found.approval.is_own) == (
        ApprovalState.OPEN, "按新文件调整", True,
    )  # fmt: skip


def test_a_draft_that_is_not_right_yet_says_what_is_wrong(book):
    book.app(WANG)
    unready = view(write(WANG, {"text": "年龄 >="}, kind=DraftKind.RULE), WANG)
    assert (unready.entry, unready.before, unready.differences) == (None, None, ())
    assert {"规则：“title”应是1到60个字", "规则：“valid_from”和“valid_to”应是日期"} <= set(unready.problems)
    unfounded = view(write(WANG, SOONER | {"rule": "nobody"}, kind=DraftKind.MEASURE), WANG)
    assert unfounded.entry is not None
    assert unfounded.problems == ("规则“nobody”的措施“上门关怀”（地区5301，自2026-12-01起）：没有“nobody”这条规则",)


def test_after_a_refusal_the_reason_is_read_by_its_author(book):
    book.app(WANG)
    key = submitted(WANG)
    book.app(LI)
    refuse_draft(draft=key, note="依据不足", by=LI, at=AT, **WORDS)
    book.app(WANG)
    found = view(key, WANG)
    assert (found.line.state, found.approval.note, found.approval.decided_by_name) == ("refused", "依据不足", "李群")


def test_the_book_as_it_would_be(book):
    book.app(WANG)
    key = write(WANG)
    entry = draft_entry(key)
    before, later = draft_change(key)
    assert entries(before) == entries(BOOK) == entries(whole_book())
    assert entries(later) == entries(draft_book(key)) == entries(BOOK) | {entry}
    stop = write(WANG, {"code": "高龄起点", "valid_from": "2027-01-01", "stops": True})
    with pytest.raises(DraftRefused, match="没有可以停用的内容"):
        draft_book(stop)


def test_a_stop_stands_for_what_it_ends(book):
    book.app(WANG)
    key = submitted(WANG)
    book.app(LI)
    approve(key, LI)
    book.work()
    publish(key)
    book.app(WANG)
    stop = write(WANG, {"code": "高龄起点", "valid_from": "2027-01-01", "stops": True})
    ends = date(2027, 1, 1)
    assert (draft_entry(stop).value, draft_entry(stop).period) == (78, Period(ends))
    ended = next(one for one in draft_book(stop).parameters if one.area_code == "5301")
    assert ended.period == Period(BEGINS, ends)
    found = view(stop, WANG)
    assert (found.line.stops, found.before.value, found.differences, found.problems) == (True, 78, (), ())


def test_once_published_nothing_is_to_change(book):
    book.app(WANG)
    key = submitted(WANG, STRICTER, kind=DraftKind.RULE)
    book.app(LI)
    approve(key, LI)
    book.work()
    publish(key)
    book.app(WANG)
    assert entries(draft_book(key)) == entries(whole_book())
    found = view(key, WANG)
    assert (found.entry.version, found.problems, found.line.published_at) == (1, (), AT)


def test_an_unknown_draft_is_forbidden(book):
    for ask in (draft_entry, draft_book, draft_change):
        with pytest.raises(Forbidden):
            ask(uuid.uuid4())

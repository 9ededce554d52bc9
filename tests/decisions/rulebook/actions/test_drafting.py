import json
import uuid
from datetime import timedelta

import pytest

from tests.decisions.rulebook.drafted import (
    AT,
    CONTENT,
    LOWER,
    SOONER,
    STRICTER,
    SYSTEM,
    WORDS,
    officer,
    submitted,
    write,
)
from tests.decisions.rulebook.small import SMALL
from tests.decisions.rulebook.words import VOCABULARY
from yinling.base.approvals.actions import AlreadyDecided, DraftMoved, ReasonUnfit, SavedMeanwhile
from yinling.base.approvals.models import Approval
from yinling.base.approvals.queries import DraftRefused
from yinling.base.approvals.terms import DraftState
from yinling.base.journal.models import Body, Entry
from yinling.base.rows.refusals import Forbidden, Stale
from yinling.decisions.rulebook.actions import (
    ContentUnfit,
    discard,
    load_rules,
    refuse_draft,
    submit,
    take_up,
    withdraw_draft,
    write_draft,
)
from yinling.decisions.rulebook.models import Draft
from yinling.decisions.rulebook.terms import DraftKind
from yinling.kernel.viewer import NOBODY, Purpose, Role, Viewer, system

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(minutes=5)
WANG, LI = officer("5301"), officer("53", "李群")


@pytest.fixture(autouse=True)
def written_down(book):
    book.app(WANG)


def save(key, content, seen, *, by=WANG, kind=DraftKind.PARAMETER, area="5301"):
    said = {"draft": key, "kind": kind, "area_code": area, "content": content, "seen": seen}
    return write_draft(**said, by=by, at=LATER, **WORDS)


def kinds():
    return [kind for kind in Entry.objects.order_by("id").values_list("kind", flat=True) if "draft" in kind]


@pytest.mark.parametrize("kind", list(DraftKind))
def test_a_draft_is_kept_as_it_was_written(kind, book):
    key = write(WANG, CONTENT[kind], kind=kind, area="530102")
    (row,) = Draft.objects.all()
    code = {"rule": "visit_aged_alone", "parameter": "高龄起点", "measure": "visit_aged_alone"}[kind]
    assert (row.public_id, row.kind, row.code, row.area_code, row.content) == (key, kind, code, "530102", CONTENT[kind])
    assert (row.state, row.version, row.author, row.author_name) == ("writing", 1, WANG.account, "王敏")
    book.owner()
    (body,) = Body.objects.filter(entry__kind="rulebook.draft_written").values_list("body", flat=True)
    assert json.loads(body) == {
        "subject": str(key), "of": kind.value, "code": code, "area_code": "530102", "version": 1,
    }  # fmt: skip


def test_what_is_not_right_yet_is_kept():
    unready = {"text": "年龄 >= ", "title": "", "rank": "第一", "valid_from": "2026-13-99", "stops": False, "x": None}
    key = write(WANG, unready, kind=DraftKind.RULE)
    assert Draft.objects.get(public_id=key).content == unready


def test_a_later_saving_tells_which_version_it_read():
    key = write(WANG)
    assert save(key, LOWER | {"value": 79}, 1) == 2
    assert save(key, LOWER | {"value": 79}, 1) == 2, "an answer that got lost"
    with pytest.raises(SavedMeanwhile) as found:
        save(key, LOWER | {"value": 75}, 1)
    assert isinstance(found.value, Stale)
    assert (found.value.version, found.value.content) == (2, LOWER | {"value": 79})
    with pytest.raises(SavedMeanwhile):
        save(key, LOWER | {"value": 75}, None)
    assert save(key, LOWER | {"value": 75}, 2, area="530102") == 3
    row = Draft.objects.get()
    assert (row.version, row.content["value"], row.area_code, row.updated_at) == (3, 75, "530102", LATER)


def test_the_first_saving_repeated_changes_nothing(book):
    key = write(WANG)
    assert save(key, LOWER, None) == 1
    assert Draft.objects.get().updated_at == AT
    with pytest.raises(Forbidden):
        save(uuid.uuid4(), LOWER, 1)
    book.owner()
    assert kinds() == ["rulebook.draft_written"]


@pytest.mark.parametrize(
    "content",
    [
        {str(n): n for n in range(31)},
        {"text": "长" * 2_001},
        {"text": "有\x00零"},
        {"text": "\ud800"},
        {"\x00": "零"},
        {"\ud800": "坏"},
        {"": "空"},
        {"长" * 51: "名"},
        {1: "数"},
        {"value": 1.5},
        {"value": float("nan")},
        {"value": 10**15},
        {"value": -(10**4000)},
        {"value": ["80"]},
        {"value": {"$ne": 1}},
        {"value": b"80"},
        {"value": object()},
    ],
    ids=lambda content: repr(content)[:30],
)
def test_what_no_draft_may_hold_is_refused(content):
    with pytest.raises(ContentUnfit):
        write(WANG, content)
    key = write(WANG)
    with pytest.raises(ContentUnfit):
        save(key, content, 1)
    assert Draft.objects.values_list("content", flat=True).get() == LOWER


STRANGERS = [
    NOBODY,
    system("tests"),
    officer(None),
    officer("5303"),
    officer("530102"),
    *(Viewer(account=str(uuid.uuid4()), role=role, area="53", purposes=frozenset(Purpose)) for role in Role if role is not Role.OFFICER),
]  # fmt: skip


@pytest.mark.parametrize("by", STRANGERS, ids=lambda by: f"{by.role} {by.area}")
def test_only_an_officer_over_the_area_writes(book, by):
    key = write(WANG)
    book.app(by)
    calls = [
        lambda: write(by),
        lambda: save(key, LOWER | {"value": 1}, 1, by=by),
        lambda: submit(draft=key, reason="按文件", by=by, at=AT, **WORDS),
        lambda: withdraw_draft(draft=key, by=by, at=AT),
        lambda: take_up(draft=key, by=by, at=AT),
        lambda: discard(draft=key, by=by, at=AT),
    ]
    for call in calls:
        with pytest.raises(Forbidden):
            call()
    book.owner()
    assert Draft.objects.values_list("content", "state").get() == (LOWER, "writing")
    assert kinds() == ["rulebook.draft_written"]


@pytest.mark.parametrize("area", ["0", "62", "5303", "530", "", "5301\x00", "x" * 99])
def test_nobody_writes_for_the_nation_elsewhere_or_nowhere(book, area):
    for by in (LI, officer("0")):
        book.app(by)
        if area in {"62", "5303"} and by is not LI:
            continue
        if area == "5303":
            write(by, area=area)  # the province covers it
            continue
        with pytest.raises(Forbidden):
            write(by, area=area)


def test_only_its_author_writes_on_even_where_others_may_write(book):
    key = write(WANG)
    book.app(LI)
    for call in (
        lambda: save(key, LOWER | {"value": 1}, 1, by=LI),
        lambda: submit(draft=key, reason="按文件", by=LI, at=AT, **WORDS),
        lambda: discard(draft=key, by=LI, at=AT),
    ):
        with pytest.raises(Forbidden):
            call()


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (DraftKind.RULE, STRICTER | {"code": "disabled", "text": '自理能力 == "不能自理"'}),
        (DraftKind.RULE, STRICTER | {"code": "disabled", "text": "年龄 > 80 and 自理能力 =="}),
        (DraftKind.RULE, STRICTER | {"code": "frail", "text": "年龄 > 80"}),
        (DraftKind.RULE, {"code": "frail", "stops": True}),
        (DraftKind.PARAMETER, LOWER | {"code": "虚弱起点"}),
        (DraftKind.MEASURE, SOONER | {"rule": "frail"}),
    ],
    ids=["reads", "reads, unfinished", "takes its place", "stops", "value of it", "follows from it"],
)
def test_what_touches_health_is_written_by_who_may_know_health(book, tmp_path, kind, content):
    text = SMALL.read_text()
    rule = text[text.index("[[rule]]") : text.index("[[measure]]")].replace("visit_aged_alone", "frail")
    rule = rule.replace("年龄 >= {高龄起点} and 居住方式", "年龄 >= {虚弱起点} and 自理能力").replace(
        '"独居"', '"不能自理"'
    )
    value = text[text.index("[[parameter]]") : text.index("[[parameter]]", 200)].replace("高龄起点", "虚弱起点")
    (tmp_path / "more.toml").write_text(value + rule)
    book.owner()
    load_rules(path=tmp_path / "more.toml", vocabulary=VOCABULARY, by=SYSTEM, at=AT)
    general = officer("5301", purposes=frozenset({Purpose.GENERAL, Purpose.MONEY}))
    book.app(general)
    with pytest.raises(Forbidden):
        write(general, content, kind=kind)
    book.app(WANG)
    write(WANG, content, kind=kind)


def test_submitting_asks_for_an_approval_with_a_reason(book):
    key = write(WANG, STRICTER, kind=DraftKind.RULE)
    with pytest.raises(ReasonUnfit):
        submit(draft=key, reason=" ", by=WANG, at=AT, **WORDS)
    assert Draft.objects.get().state == "writing"
    approval = submit(draft=key, reason="按新文件调整", by=WANG, at=LATER, **WORDS)
    assert submit(draft=key, reason="再说一次", by=WANG, at=LATER, **WORDS) == approval
    row, asked = Draft.objects.get(), Approval.objects.get()
    assert (row.state, row.approval, row.version) == ("submitted", approval, 1)
    assert (asked.public_id, asked.kind, asked.subject, asked.area_code) == (approval, "rulebook.draft", key, "5301")
    assert (asked.title, asked.reason, asked.asked_by) == ("高龄独居探访", "按新文件调整", WANG.account)
    with pytest.raises(DraftMoved):
        save(key, STRICTER | {"title": "别的"}, 1, kind=DraftKind.RULE)
    with pytest.raises(DraftMoved):
        discard(draft=key, by=WANG, at=AT)
    book.owner()
    assert kinds() == ["rulebook.draft_written", "rulebook.draft_submitted"]


@pytest.mark.parametrize(
    ("kind", "content", "problem"),
    [
        (DraftKind.PARAMETER, {}, "参数：“kind”应是 number（整数）、text（文字）、date（日期）或 boolean（是否）"),
        (DraftKind.PARAMETER, LOWER | {"value": "78"}, "参数：“value”应是-999999999999999到999999999999999之间的整数"),
        (DraftKind.PARAMETER, LOWER | {"valid_from": "20261201"}, "参数：“valid_from”和“valid_to”应是日期"),
        (DraftKind.PARAMETER, LOWER | {"clause": " "}, "参数：“clause”应是1到300个字"),
        (DraftKind.PARAMETER, LOWER | {"kind": "date", "value": "2026-01-01", "unit": ""}, "参数“高龄起点”：有的地方是整数，有的地方是日期"),
        (DraftKind.PARAMETER, LOWER | {"code": "探访到期天数", "value": 0, "unit": "天"}, "规则“visit_aged_alone”的措施“上门关怀”（地区0，自2023-01-01起）：参数“探访到期天数”用作天数，应在1到3660之间"),
        (DraftKind.RULE, STRICTER | {"text": "年龄 >= {起点}"}, "规则“visit_aged_alone”第1版（地区5301）：参数“起点”没有在规则的整个有效期内生效"),
        (DraftKind.RULE, STRICTER | {"text": "年岁 > 1"}, "规则“visit_aged_alone”第1版（地区5301）：第1行第1个字：没有“年岁”这个词汇，是不是“年龄”\n年岁 > 1\n^^^^"),
        (DraftKind.MEASURE, SOONER | {"rule": "nobody"}, "规则“nobody”的措施“上门关怀”（地区5301，自2026-12-01起）：没有“nobody”这条规则"),
        (DraftKind.MEASURE, SOONER | {"due_parameter": "探访到期天数"}, "服务措施：“due_days”和“due_parameter”要写其中一个"),
        (DraftKind.PARAMETER, {"code": "高龄起点", "valid_from": "2026-12-01", "stops": True}, "本地区在这一天没有可以停用的内容"),
        (DraftKind.PARAMETER, {"code": "高龄起点", "stops": True}, "“valid_from”和“valid_to”应是日期"),
    ],
)  # fmt: skip
def test_what_the_rulebook_could_not_take_is_not_submitted(kind, content, problem):
    key = write(WANG, content, kind=kind)
    with pytest.raises(DraftRefused) as found:
        submit(draft=key, reason="按文件", by=WANG, at=AT, **WORDS)
    assert problem in found.value.problems
    assert (Draft.objects.get().state, Approval.objects.count()) == ("writing", 0)


def test_a_place_that_is_not_there_is_not_submitted(book):
    book.app(LI)
    key = write(LI, area="5399")
    with pytest.raises(DraftRefused, match="没有这个地区"):
        submit(draft=key, reason="按文件", by=LI, at=AT, **WORDS)


def test_its_author_takes_it_back_and_submits_another_version(book):
    key = submitted(WANG)
    first = Draft.objects.get().approval
    withdraw_draft(draft=key, by=WANG, at=LATER)
    assert (Draft.objects.get().state, Approval.objects.get().state) == ("writing", "withdrawn")
    with pytest.raises(DraftMoved):
        withdraw_draft(draft=key, by=WANG, at=LATER)
    assert save(key, LOWER | {"value": 77}, 1) == 2
    assert submit(draft=key, reason="再次提交", by=WANG, at=LATER, **WORDS) != first
    book.owner()
    assert kinds() == [
        f"rulebook.draft_{what}" for what in ("written", "submitted", "withdrawn", "written", "submitted")
    ]


def test_what_was_refused_is_taken_up_or_given_up(book):
    key, other = submitted(WANG), submitted(WANG, LOWER | {"code": "接单时限", "unit": "小时"})
    with pytest.raises(DraftMoved):
        take_up(draft=key, by=WANG, at=AT)
    book.app(LI)
    for draft in (key, other):
        refuse_draft(draft=draft, note="依据不足", by=LI, at=AT, **WORDS)
    book.app(WANG)
    with pytest.raises((DraftMoved, AlreadyDecided)):
        withdraw_draft(draft=key, by=WANG, at=AT)
    with pytest.raises(DraftMoved):
        save(key, LOWER | {"value": 77}, 1)
    take_up(draft=key, by=WANG, at=LATER)
    discard(draft=other, by=WANG, at=LATER)
    states = dict(Draft.objects.values_list("public_id", "state"))
    assert states == {key: DraftState.WRITING, other: DraftState.DISCARDED}
    for call in (discard, take_up, withdraw_draft):
        with pytest.raises(DraftMoved):
            call(draft=other, by=WANG, at=LATER)


def test_a_draft_given_up_is_not_written_on():
    key = write(WANG)
    discard(draft=key, by=WANG, at=AT)
    with pytest.raises(DraftMoved):
        save(key, LOWER | {"value": 1}, 1)
    with pytest.raises(DraftMoved):
        submit(draft=key, reason="按文件", by=WANG, at=AT, **WORDS)


def test_the_id_of_a_draft_elsewhere_tells_nothing(book):
    key = write(WANG)
    elsewhere = officer("5303")
    book.app(elsewhere)
    with pytest.raises(Forbidden):
        write(elsewhere, area="5303", key=key)

"""Before a draft is approved: exactly who would enter and who would leave, on the real cohort, in the viewer's scope."""

import uuid
from datetime import date, timedelta

import pytest

from tests.decisions.portrait.people import citizen, parameter, rule
from tests.factories import CHENGGUAN, QILIHE, SYSTEM, unit
from tests.people.registry.people import officer
from yinling.base.rows.refusals import Forbidden
from yinling.decisions.portrait.actions import recalculate
from yinling.decisions.portrait.models import Tag
from yinling.decisions.portrait.queries import Moves, movers, preview
from yinling.decisions.rulebook.actions import approve_draft, publish, submit, write_draft
from yinling.decisions.rulebook.terms import DraftKind
from yinling.people.registry.terms import purposes_of, vocabulary

TODAY = date(2026, 11, 22)
_CITED = {"source_document": "测试文件", "clause": "一", "confidence": "known", "note": ""}


@pytest.fixture
def people(sides, now):
    """Ages 70 to 99 by threes in two counties, one of unknown age, and one who died."""
    sides.owner()
    parameter("高龄起点", 80)
    rule("aged", "年龄 >= {高龄起点}")
    home = unit()
    rows = {
        age: citizen(home, now, area_code=CHENGGUAN if age % 2 else QILIHE, birth_date=date(2026 - age, 1, 1))
        for age in range(70, 100, 3)
    }
    citizen(home, now)
    citizen(home, now, birth_date=date(1930, 1, 1), standing="died")
    return rows


def drafted(sides, by, at, *, value=78, area="62", start=TODAY):
    sides.app(by)
    content = {"code": "高龄起点", "kind": "number", "value": value, "unit": "岁", "valid_from": start.isoformat()}
    key = uuid.uuid4()
    write_draft(
        draft=key, kind=DraftKind.PARAMETER, area_code=area, content={**content, **_CITED}, seen=None,
        vocabulary=vocabulary(), purposes_of=purposes_of, by=by, at=at,
    )  # fmt: skip
    return key


def test_a_lower_threshold_takes_in_exactly_those_between(people, sides, now):
    clerk = officer("62")
    shown = preview(drafted(sides, clerk, now, value=75), by=clerk, on=TODAY)
    (one,) = shown.rules
    assert one.moves == Moves(enters=2, leaves=0, stays=6, open_before=1, open_after=1)
    assert dict(one.by_county) == {CHENGGUAN: Moves(1, 0, 3, 1, 1), QILIHE: Moves(1, 0, 3, 0, 0)}
    assert {mover.inner_id for mover in one.entering} == {people[76].id, people[79].id}
    (mover, _other) = one.entering
    assert mover.before is not None
    assert mover.after is not None
    assert (mover.before.matched, mover.after.matched) == (False, True)
    assert mover.after.reason_lines[1] == "年龄为76岁，符合“年龄不小于75岁（高龄起点）”。"
    assert (shown.enters, shown.leaves, one.leaving, one.on_first_day) == (2, 0, [], None)


def test_an_officer_sees_only_his_own_county_in_it(people, sides, now):
    key = drafted(sides, officer("62"), now, value=75)
    narrow = officer(CHENGGUAN)
    sides.app(narrow)
    with pytest.raises(Forbidden):
        preview(key, by=narrow, on=TODAY)
    mine = drafted(sides, narrow, now, value=60, area=CHENGGUAN)
    (one,) = preview(mine, by=narrow, on=TODAY).rules
    assert one.moves == Moves(enters=2, leaves=0, stays=3, open_before=1, open_after=1)


def test_a_higher_threshold_lets_go_page_by_page(people, sides, now):
    clerk = officer("62")
    key = drafted(sides, clerk, now, value=90)
    first = movers(key, "aged", entering=False, by=clerk, on=TODAY, limit=2)
    rest = movers(key, "aged", entering=False, by=clerk, on=TODAY, after=first[-1].inner_id, limit=9)
    assert [mover.inner_id for mover in (*first, *rest)] == [people[age].id for age in (82, 85, 88)]
    assert movers(key, "no such rule", entering=False, by=clerk, on=TODAY) == []


def test_a_back_dated_draft_says_who_met_it_on_its_first_day(people, sides, now):
    clerk = officer("62")
    shown = preview(drafted(sides, clerk, now, value=75, start=TODAY - timedelta(days=730)), by=clerk, on=TODAY)
    (one,) = shown.rules
    assert one.moves.enters == 2
    assert one.on_first_day == Moves(enters=1, leaves=0, stays=6, open_before=1, open_after=1)


def test_what_was_previewed_is_what_comes(people, sides, now):
    clerk, chief = officer("62"), officer("62")
    sides.work(SYSTEM)
    recalculate(area_code="0", reason="前", by=SYSTEM, at=now)
    before = set(Tag.objects.filter(until__isnull=True).values_list("person_id", flat=True))
    key = drafted(sides, clerk, now, value=75)
    entering = {mover.inner_id for mover in preview(key, by=clerk, on=TODAY).rules[0].entering}
    given = {"vocabulary": vocabulary(), "purposes_of": purposes_of}
    submit(draft=key, reason="扩大关怀面", by=clerk, at=now, **given)
    sides.app(chief)
    approve_draft(draft=key, seen=1, note="同意", by=chief, at=now, **given)
    sides.work(SYSTEM)
    publish(draft=key, vocabulary=vocabulary(), by=SYSTEM, at=now)
    recalculate(area_code="62", reason="后", by=SYSTEM, at=now)
    after = set(Tag.objects.filter(until__isnull=True).values_list("person_id", flat=True))
    assert after - before == entering
    sides.app(chief)
    assert preview(key, by=chief, on=TODAY).rules == []

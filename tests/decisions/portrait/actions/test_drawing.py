"""One way to write portraits: what begins, what goes on, what ends, and what a human had set aside."""

from datetime import date, timedelta

import pytest

from tests.decisions.portrait.people import change, citizen, parameter, rule
from tests.factories import CHENGGUAN, QILIHE, SYSTEM, unit
from yinling.base.journal.models import Body, Entry
from yinling.base.rows.refusals import Forbidden
from yinling.decisions.portrait.actions import judge, recalculate, recalculating
from yinling.decisions.portrait.actions.drawing import draw
from yinling.decisions.portrait.models import Portrait, Run, Tag
from yinling.decisions.portrait.queries.judging import judging
from yinling.decisions.rulebook.models import Rule


@pytest.fixture
def book(sides):
    """Two tags, three tiers of which two are written, a focus; the age of the aged is a parameter."""
    sides.owner()
    parameter("高龄起点", 80)
    return {
        "aged": rule("aged", "年龄 >= {高龄起点}"),
        "alone": rule("alone", '居住方式 == "独居"'),
        "first": rule("first", '生活困难情况 == "特殊困难"', kind="tier", rank=1),
        "third": rule("third", '生活困难情况 in ["特殊困难", "有一定困难"]', kind="tier", rank=3),
        "watch": rule("watch", '年龄 >= {高龄起点} and 居住方式 == "独居"', kind="focus"),
    }


@pytest.fixture
def home(book, sides):
    sides.owner()
    return unit()


def standing(row) -> dict[str, date]:
    return dict(Tag.objects.filter(person=row, until__isnull=True).values_list("rule_code", "since"))


def drawn(row, sides, at):
    sides.work(SYSTEM)
    return judge(person=row.public_id, by=SYSTEM, at=at)


def test_a_portrait_says_what_holds_what_is_open_and_how_grave(book, home, sides, now):
    row = citizen(home, now, birth_date=date(1935, 3, 1), living_arrangement="alone", hardship="special")
    other = citizen(home, now, living_arrangement="with_spouse", hardship="some")
    drawn(row, sides, now), drawn(other, sides, now)
    one, two = Portrait.objects.get(person=row), Portrait.objects.get(person=other)
    ids = {code: found.id for code, found in book.items()}
    assert (one.verdicts, one.tier, one.focus) == (
        [ids[c] for c in ("aged", "alone", "first", "third", "watch")],
        1,
        True,
    )
    assert (two.verdicts, two.tier, two.focus) == ([-ids["aged"], ids["third"]], 3, False)
    assert standing(row) == dict.fromkeys(("aged", "alone", "first", "third", "watch"), date(2026, 11, 22))
    tag = Tag.objects.get(person=row, rule_code="watch")
    assert (tag.kind, tag.facts) == ("focus", {"birth_date": "1935-03-01", "living_arrangement": "alone"})


def test_drawing_again_changes_nothing_and_says_nothing(book, home, sides, now):
    row = citizen(home, now, birth_date=date(1935, 3, 1), living_arrangement="alone")
    first = drawn(row, sides, now)
    again = drawn(row, sides, now + timedelta(days=1))
    assert (first.changed, len(first.began), again.changed, again.began, again.ended) == (1, 3, 0, (), ())
    sides.owner()
    assert Entry.objects.filter(kind="portrait.portrait_changed").count() == 1
    assert Portrait.objects.get(person=row).judged_at == now


def test_a_changed_fact_ends_one_tag_and_is_told_by_name(book, home, sides, now):
    row = citizen(home, now, birth_date=date(1935, 3, 1), living_arrangement="alone")
    drawn(row, sides, now)
    sides.owner()
    change(row, living_arrangement="with_children")
    later = now + timedelta(days=3)
    drawn(row, sides, later)
    assert set(standing(row)) == {"aged"}
    ended = Tag.objects.get(person=row, rule_code="alone")
    assert (ended.since, ended.until, ended.ended_at) == (date(2026, 11, 22), date(2026, 11, 25), later)
    sides.owner()
    body = Body.objects.filter(entry__kind="portrait.portrait_changed").order_by("entry_id").last()
    assert body is not None
    assert '"began":[]' in body.body
    assert '"ended":["alone/1","watch/1"]' in body.body


def test_a_fact_that_changes_under_a_tag_is_written_into_it_and_ends_what_was_set_aside(book, home, sides, now):
    row = citizen(home, now, birth_date=date(1935, 3, 1), hardship="special")
    drawn(row, sides, now)
    sides.owner()
    Tag.objects.filter(person=row, rule_code__in=("aged", "first")).update(set_aside=True)
    change(row, living_arrangement="other")
    drawn(row, sides, now + timedelta(days=1))
    sides.owner()
    assert Portrait.objects.get(person=row).tier == 3, "the first tier is set aside"
    assert Tag.objects.filter(person=row, set_aside=True).count() == 2, "another fact changed: both stay set aside"
    change(row, birth_date=date(1936, 3, 1))
    drawn(row, sides, now + timedelta(days=2))
    sides.owner()
    aged = Tag.objects.get(person=row, rule_code="aged", until__isnull=True)
    assert (aged.facts, aged.set_aside, aged.since) == ({"birth_date": "1936-03-01"}, False, date(2026, 11, 22))
    assert Tag.objects.get(person=row, rule_code="first").set_aside is True


def test_whose_portrait_stays_keeps_what_his_tags_stand_on(book, home, sides, now):
    still = citizen(home, now, birth_date=date(1935, 3, 1))
    other = citizen(home, now, living_arrangement="alone")
    sides.work(SYSTEM)
    recalculate(area_code="0", reason="试", by=SYSTEM, at=now)
    sides.owner()
    change(other, hardship="special")
    sides.work(SYSTEM)
    draw([still.id, other.id], judging(CHENGGUAN, date(2026, 11, 22)), at=now + timedelta(hours=1))
    assert Tag.objects.get(person=still).facts == {"birth_date": "1935-03-01"}
    assert standing(other).keys() == {"alone", "first", "third"}


def test_a_new_version_takes_a_tag_over_and_leaves_it_set_aside(book, home, sides, now):
    row = citizen(home, now, birth_date=date(1935, 3, 1))
    drawn(row, sides, now)
    sides.owner()
    Tag.objects.filter(person=row).update(set_aside=True)
    Rule.objects.filter(id=book["aged"].id).update(valid_to=date(2026, 11, 1))
    newer = rule("aged", "年龄 >= 70", version=2, valid_from=date(2026, 11, 1))
    drawn(row, sides, now + timedelta(days=1))
    sides.owner()
    tags = Tag.objects.filter(person=row).order_by("id").values_list("rule_id", "until", "set_aside")
    assert list(tags) == [(book["aged"].id, date(2026, 11, 23), True), (newer.id, None, True)]


def test_who_left_the_roll_keeps_an_empty_portrait(book, home, sides, now):
    gone = citizen(home, now, birth_date=date(1935, 3, 1), standing="died")
    merged = citizen(home, now, birth_date=date(1935, 3, 1))
    drawn(gone, sides, now), drawn(merged, sides, now)
    sides.owner()
    merged.now.delete()
    drawn(merged, sides, now)
    sides.owner()
    assert [row.verdicts for row in Portrait.objects.order_by("person_id")] == [[], []]
    assert not Tag.objects.filter(until__isnull=True).exists()


def test_the_nearest_area_decides(book, home, sides, now):
    rule("aged", "年龄 >= 95", area="6201")
    parameter("高龄起点", 60, area=QILIHE)
    rule("aged", "年龄 >= {高龄起点}", area=QILIHE)
    here = citizen(home, now, birth_date=date(1935, 3, 1), living_arrangement="alone")
    there = citizen(home, now, area_code=QILIHE, birth_date=date(1960, 3, 1), living_arrangement="alone")
    drawn(here, sides, now), drawn(there, sides, now)
    assert set(standing(here)) == {"alone", "watch"}
    assert set(standing(there)) == {"aged", "alone", "watch"}


def test_a_run_draws_all_and_only_what_differs(book, home, sides, now):
    first = citizen(home, now, birth_date=date(1935, 3, 1))
    citizen(home, now, area_code=QILIHE, birth_date=date(1935, 3, 1), living_arrangement="alone")
    citizen(home, now, area_code="6201", birth_date=date(1990, 3, 1))
    sides.work(SYSTEM)
    recalculate(area_code="0", reason="试", by=SYSTEM, at=now)
    recalculate(area_code="62", reason="再试", by=SYSTEM, at=now)
    sides.owner()
    change(first, living_arrangement="alone")
    sides.work(SYSTEM)
    recalculate(area_code=CHENGGUAN, reason="改过", by=SYSTEM, at=now)
    runs = Run.objects.order_by("id").values_list("state", "batches", "done", "persons", "changed", "began", "ended")
    assert list(runs) == [
        ("done", 3, 3, 3, 3, 4, 0), ("done", 3, 3, 3, 0, 0, 0), ("done", 1, 1, 1, 1, 2, 0),
    ]  # fmt: skip
    sides.owner()
    assert Entry.objects.filter(kind="portrait.portraits_recalculated").count() == 7


def test_a_county_that_fails_leaves_it_as_it_was(book, home, sides, now, monkeypatch):
    citizen(home, now, birth_date=date(1935, 3, 1))
    citizen(home, now, area_code=QILIHE, birth_date=date(1935, 3, 1))
    sides.work(SYSTEM)
    run = recalculating.start(area_code="6201", reason="试", by=SYSTEM, at=now)
    recalculating.step(run=run, by=SYSTEM, at=now)

    def fail(**_given: object) -> int:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(recalculating, "recount_cells", fail)
        with pytest.raises(ZeroDivisionError):
            recalculating.step(run=run, by=SYSTEM, at=now)
    assert (Portrait.objects.count(), Tag.objects.count()) == (1, 1)
    assert recalculating.step(run=run, by=SYSTEM, at=now) is False
    assert recalculating.step(run=run, by=SYSTEM, at=now) is False
    assert (Portrait.objects.count(), Tag.objects.count(), Run.objects.get().done) == (2, 2, 2)


def test_an_officer_draws_his_own_people_and_no_others(book, home, sides, now):
    from tests.people.registry.people import officer

    row = citizen(home, now, birth_date=date(1935, 3, 1))
    clerk, stranger = officer(CHENGGUAN), officer(QILIHE)
    sides.app(stranger)
    with pytest.raises(Forbidden):
        judge(person=row.public_id, by=stranger, at=now)
    sides.app(clerk)
    assert len(judge(person=row.public_id, by=clerk, at=now).began) == 1
    with pytest.raises(Forbidden):
        recalculate(area_code=CHENGGUAN, reason="试", by=clerk, at=now)

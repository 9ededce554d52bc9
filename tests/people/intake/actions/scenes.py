"""A small population in workbooks made for the test, and what must hold after whatever was done to it.

Call these as the owner. Nobody here exists.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from tests.people.intake.domain.matching.people import number
from tests.people.intake.imported import sheets
from yinling.people.intake.domain.sheets import Cell
from yinling.people.intake.models import Roster, RosterRow
from yinling.people.intake.terms import RowStatus
from yinling.people.registry.domain import now_values
from yinling.people.registry.models import Fact, Person, PersonNow, Question

_HEADS = ("姓名", "性别", "出生年月", "身份证号", "联系电话", "原工作单位", "家庭住址", "生活自理能力")


@dataclass(frozen=True)
class Someone:
    """One line of a list: the cells as an office would write them."""

    name: str
    sex: str = "男"
    born: str = "1938-05-01"
    id_number: str = ""
    phone: str = ""
    unit: str = "城关区教育局"
    address: str = ""
    care: str = "自理"

    def cells(self) -> tuple[Cell, ...]:
        """The line in the order of the usual heads."""
        return (
            self.name, self.sex, self.born, self.id_number, self.phone, self.unit, self.address, self.care,
        )  # fmt: skip


def _known(name: str, sex: str, born: str, order: str, *, phone: str, door: int) -> Someone:
    day = born.replace("-", "")
    return Someone(name, sex, born, number("620102", day, order), phone, address=f"庆阳路{door}号3幢2单元501室")


ZHAO = _known("赵国强", "男", "1938-05-01", "311", phone="13909310001", door=11)
QIAN = _known("钱秀兰", "女", "1940-03-12", "322", phone="13909310002", door=22)
SUN = _known("孙德明", "男", "1936-11-30", "333", phone="13909310003", door=33)
ZHOU = _known("周玉梅", "女", "1941-07-08", "344", phone="13909310004", door=44)
WU = _known("吴建华", "男", "1939-01-20", "355", phone="13909310005", door=55)
EVERYBODY = (ZHAO, QIAN, SUN, ZHOU, WU)
# A man whom nothing but his name, sex, year and month tell, and somebody who may be he.
ZHENG = Someone("郑守田", born="1937.09", phone="13909310006", address="庆阳路66号3幢2单元501室")
MAYBE_ZHENG = replace(ZHENG, phone="13809319999", address="", unit="城关区卫生局")


def book(
    *people: Someone, day: str = "2025年10月31日", heads: Sequence[str] = _HEADS, order: Sequence[int] = range(8)
) -> bytes:
    """A list as of a day, its columns in an order of their own."""
    rows: list[Sequence[Cell]] = [("城关区退休干部名册（退休干部）",), (f"填报日期：{day}",)]
    rows.append([heads[place] for place in order])
    rows += [[one.cells()[place] for place in order] for one in people]
    return sheets({"退休干部": rows})


def who(name: str) -> Person:
    """The one person of that name who stands in the lists."""
    return PersonNow.objects.get(name=name).person


def believed(person: Person) -> dict[str, str]:
    """The believed plain values by term."""
    facts = Fact.objects.filter(person=person, superseded_at__isnull=True)
    return {fact.term: str(fact.secret if fact.value is None else fact.value) for fact in facts}


def questions(person: Person) -> set[tuple[str, str]]:
    """The open questions, by term and code."""
    return set(Question.objects.filter(person=person, state="open").values_list("term", "code"))


def statuses(roster: Roster) -> list[str]:
    """What became of the persons' rows, in their order."""
    rows = RosterRow.objects.filter(roster=roster).exclude(status=RowStatus.NOT_A_PERSON)
    return list(rows.order_by("sheet__place", "number").values_list("status", flat=True))


def everything() -> dict[str, list[dict[str, object]]]:
    """All that rosters write, to be compared before and after."""
    return {
        model.__name__: list(model.objects.order_by("id" if model is not PersonNow else "person_id").values())
        for model in (Person, PersonNow, Fact, Question, RosterRow)
    }


def hold_true() -> None:
    """What must hold whatever was done: each row of today is what is believed; every row of a file counts once."""
    for now in PersonNow.objects.select_related("person"):
        wanted = now_values(believed(now.person))
        assert {column: getattr(now, column) for column in wanted} == wanted, now.name
        assert now.person.merged_into_id is None
        assert (now.area_code, now.unit_id) == (now.person.area_code, now.person.unit_id)
    twice = Counter(Fact.objects.filter(superseded_at__isnull=True).values_list("person_id", "term"))
    assert set(twice.values()) <= {1}
    for roster in Roster.objects.filter(state__in=["done", "withdrawn"]):
        rows = list(RosterRow.objects.filter(roster=roster).values_list("status", "person_id"))
        found = Counter(status for status, _person in rows)
        assert {s: roster.counts[s] for s in RowStatus.values} == {s: found[s] for s in RowStatus.values}
        assert sum(found.values()) == roster.rows_total
        assert all((person is not None) == (status in {"new", "merged"}) for status, person in rows)


def later(at: datetime, *, years: int) -> datetime:
    """The same moment some years later."""
    return at.replace(year=at.year + years)


def as_of(roster: Roster) -> date:
    """The day as of which a roster speaks."""
    assert roster.as_of is not None
    return roster.as_of

"""Person: one human being in the care of one unit in one area."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from yinling.base.rows.fields import CodeField
from yinling.base.rows.models import PersonRow, Row
from yinling.base.rows.rules import Privacy, RowRules, Sensitivity
from yinling.base.units.models import Unit

_OPEN = Sensitivity.OPEN


class Person(Row):
    """One human being in the care of one unit in one area; what is known of them hangs on it.

    Every table about persons repeats (id, area_code, unit_id) and follows it by a composite key. `area_code` is the
    area whose officers look after the person, not necessarily where the person lives. A record that turned out to be
    somebody else's twin says in `merged_into` whose it is; it keeps its facts and leaves the lists. `origin` is the
    public id of the roster that brought the person, null for one entered by hand.
    """

    rows: ClassVar[RowRules] = RowRules(Privacy.PERSON, personal={"created_at": _OPEN, "origin": _OPEN})

    area_code = CodeField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    origin = models.UUIDField(null=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="twins")

    class Meta:
        indexes = (
            models.Index(fields=["area_code"]),
            models.Index(fields=["unit"]),
            models.Index(fields=["origin"], name="person_origin", condition=Q(origin__isnull=False)),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="person_not_own_twin"
            ),
        )

    def scope(self) -> dict[str, object]:
        """The columns that every row about this person repeats."""
        return {"person": self, "area_code": self.area_code, "unit_id": self.unit_id}


def person_key(related_name: str = "+", *, db_index: bool = True) -> models.ForeignKey[Person, Person]:
    """The key from a row to its person; the wall adds the composite constraint that also keeps the scope true.

    The wall's own index begins with the person: tables of many rows need no second one.
    """
    return models.ForeignKey(
        Person, on_delete=models.PROTECT, db_constraint=False, related_name=related_name, db_index=db_index
    )


class Merge(PersonRow):
    """Two records found to be one person: `other` became part of `person`. Undone, both stand again as they were.

    `moved` names by table the rows of other rooms that went over, so that exactly these can go back.
    """

    rows: ClassVar[RowRules] = RowRules(
        Privacy.PERSON,
        personal={
            "merged_at": _OPEN, "merged_by": _OPEN, "undone_at": _OPEN, "undone_by": _OPEN, "reason": Sensitivity.NAMED,
            "moved": _OPEN, "facts": _OPEN,
        },
    )  # fmt: skip

    person = person_key("merges")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    moved = models.JSONField(default=dict)
    facts = models.JSONField(default=list)
    merged_at = models.DateTimeField()
    merged_by = models.TextField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.TextField(default="", blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by="") | Q(undone_at__isnull=False, undone_by__gt=""),
                name="merge_undone_by_whom",
            ),
            models.UniqueConstraint(fields=["other"], condition=Q(undone_at__isnull=True), name="merge_one_standing"),
        )

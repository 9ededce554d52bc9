"""Roster, its file, its sheets and rows, and the headings that a human explained once."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yinling.base.rows.fields import CodeField, EncryptedTextField
from yinling.base.rows.models import Row
from yinling.base.rows.rules import Privacy, RowRules, Sensitivity
from yinling.base.units.models import Unit
from yinling.people.intake.terms import Phase, RosterState, RowStatus
from yinling.people.registry.models import Person


class Roster(Row):
    """One file that a body handed in, as of a day, and how far its import has come.

    `area_code` and `unit` are those of the body that answers for it: they decide who sees it. `counts` has the rows
    by status once it is done; they sum up to `rows_total`, which the program checks itself.
    """

    rows: ClassVar[RowRules] = RowRules(Privacy.AREA)

    area_code = CodeField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    file_name = models.TextField()
    digest = models.TextField()
    size = models.BigIntegerField()
    state = CodeField(choices=RosterState, default=RosterState.RECEIVED)
    phase = CodeField(choices=Phase, default="", blank=True)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    refusal = models.TextField(default="", blank=True)
    reported_unit = models.TextField(default="", blank=True)
    as_of = models.DateField(null=True)
    rows_total = models.IntegerField(default=0)
    counts = models.JSONField(default=dict)
    seconds = models.JSONField(default=dict)
    received_by = models.TextField()
    received_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(null=True)
    withdrawn_by = models.TextField(default="", blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=RosterState.values), name="roster_state_known"),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False, withdrawn_by__gt="")
                | (~Q(state="withdrawn") & Q(withdrawn_at__isnull=True, withdrawn_by="")),
                name="roster_withdrawn_by_whom",
            ),
            models.UniqueConstraint(
                fields=["digest", "unit"],
                condition=~Q(state__in=["refused", "withdrawn"]),
                name="roster_file_once",
            ),
        )
        indexes = (models.Index(fields=["area_code", "received_at"], name="roster_area"),)


class RosterFile(Row):
    """The file itself, sealed, until its rows are stored one by one."""

    rows: ClassVar[RowRules] = RowRules(Privacy.SYSTEM, app="insert")

    roster = models.OneToOneField(Roster, on_delete=models.CASCADE, related_name="file")
    content = models.BinaryField()


class RosterSheet(Row):
    """One sheet of a roster: where its header is, and what each column means.

    `columns` is a list of objects {index, group, label, term, guess, sure, why}; `term` is null where a human must say.
    `examples` has for each column that waits a few of its cells, sealed: JSON {"<index>": [text, ...]}.
    """

    rows: ClassVar[RowRules] = RowRules(Privacy.AREA, personal={"examples": Sensitivity.SECRET})

    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="sheets")
    area_code = CodeField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    place = models.IntegerField()
    name = models.TextField()
    title = models.TextField(default="", blank=True)
    first_header_row = models.IntegerField(null=True)
    last_header_row = models.IntegerField(null=True)
    rows_total = models.IntegerField()
    columns = models.JSONField(default=list)
    examples = EncryptedTextField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["roster", "place"], name="sheet_once"),)


class RosterRow(Row):
    """One row of a sheet as it was written, and what became of it. `number` counts as Excel does, from 1.

    `cells` is a JSON list of the original cells, sealed; `cleaned` what cleaning made of a person's row
    (domain/cells.pack_clean), so that it can be decided about later as it was read. `person` is the record that the
    row became or joined.
    """

    rows: ClassVar[RowRules] = RowRules(
        Privacy.AREA, personal={"cells": Sensitivity.SECRET, "cleaned": Sensitivity.SECRET}
    )

    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="lines")
    sheet = models.ForeignKey(RosterSheet, on_delete=models.CASCADE, related_name="lines", db_index=False)
    area_code = CodeField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.IntegerField()
    kind = CodeField()
    status = CodeField(choices=RowStatus)
    reason = CodeField(default="", blank=True)
    cells = EncryptedTextField()
    cleaned = EncryptedTextField(null=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["sheet", "number"], name="row_once"),
            models.CheckConstraint(condition=Q(status__in=RowStatus.values), name="row_status_known"),
            models.CheckConstraint(
                condition=Q(status__in=["new", "merged"], person__isnull=False)
                | (~Q(status__in=["new", "merged"]) & Q(person__isnull=True)),
                name="row_person_with_status",
            ),
        )
        indexes = (
            models.Index(fields=["person"], name="row_person", condition=Q(person__isnull=False)),
            models.Index(fields=["roster", "status", "id"], name="row_roster_status"),
        )


class RememberedHeading(Row):
    """What a heading means in the rosters of one body: said once, used ever after."""

    rows: ClassVar[RowRules] = RowRules(Privacy.AREA)

    area_code = CodeField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    heading = models.TextField()
    term = CodeField()
    said_by = models.TextField()
    said_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["unit", "heading"], name="heading_once"),)

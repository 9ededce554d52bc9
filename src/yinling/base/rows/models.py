"""The abstract tables that all others are."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from yinling.base.rows.fields import CodeField
from yinling.base.rows.rules import RowRules


class Row(models.Model):
    """A row with an inner id, which never leaves the house, and a public id, which names it outside."""

    rows: ClassVar[RowRules]

    id = models.BigAutoField(primary_key=True)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class PersonRow(Row):
    """A row about one person. It repeats the person's area and unit, because a policy that joins is far slower.

    The model adds `person`, a foreign key with `db_constraint=False`; the wall adds the composite key that keeps
    the copies true (ON UPDATE CASCADE) and closes the oracle that a plain foreign key would be.
    """

    area_code = CodeField()
    unit_id = models.BigIntegerField()

    class Meta:
        abstract = True

"""Entry, body, todo, leaf, tile, head, checkpoint. All class system: no screen reads them.

An entry is `waiting` while its number stands in todo, `sealed` from the transaction that gives it a leaf, `signed`
once a checkpoint covers it. Nobody but the tables' owner may update or delete an entry.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length, Mod
from django.db.models.lookups import Exact

from yinling.base.rows.fields import CodeField
from yinling.base.rows.rules import Privacy, RowRules


class Entry(models.Model):
    """The header of one fact. `id` is its sequence: unique and growing, but neither gapless nor in order of commit."""

    rows: ClassVar[RowRules] = RowRules(Privacy.SYSTEM, app="select, insert", work="select, insert")

    kind = CodeField()
    subject = models.UUIDField()
    actor = CodeField()
    role = CodeField()
    at = models.DateTimeField()
    commitment = models.BinaryField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Exact(Length("commitment"), 32), name="entry_commitment_is_sha256"),
            models.CheckConstraint(condition=~Q(kind=""), name="entry_has_kind"),
        )
        indexes = (
            models.Index(fields=["kind", "actor", "at"], name="entry_by_actor"),
            models.Index(fields=["subject"], name="entry_by_subject"),
        )


class Body(models.Model):
    """What a fact says, as canonical JSON, and the salt. The only part of the journal that can be erased."""

    rows: ClassVar[RowRules] = RowRules(Privacy.SYSTEM, app="insert", work="select, insert, delete")

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="body")
    salt = models.BinaryField()
    body = models.TextField()

    class Meta:
        constraints = (models.CheckConstraint(condition=Exact(Length("salt"), 32), name="body_salt_is_32_bytes"),)


class Todo(models.Model):
    """A committed entry that waits for its leaf. The queue is short and busy: it is vacuumed by its own measure."""

    rows: ClassVar[RowRules] = RowRules(Privacy.SYSTEM, app="insert", work="select, insert, delete")

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="+")


class Leaf(models.Model):
    """An entry's place in the tree, from 0. No foreign key: the audit checks it, and sealing is twice as fast."""

    rows: ClassVar[RowRules] = RowRules(Privacy.SYSTEM, app="select", work="select, insert")

    n = models.BigIntegerField(primary_key=True)
    entry_id = models.BigIntegerField(unique=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(n__gte=0), name="leaf_counts_from_zero"),)


class Tile(models.Model):
    """Up to 256 hashes of one level of the tree, one after the other (c2sp.org/tlog-tiles). It only grows."""

    rows: ClassVar[RowRules] = RowRules(Privacy.SYSTEM, app="select", work="select, insert, update")

    pk = models.CompositePrimaryKey("level", "number")
    level = models.SmallIntegerField()
    number = models.BigIntegerField()
    hashes = models.BinaryField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(Exact(Mod(Length("hashes"), 32), 0), level__gte=0, number__gte=0),
                name="tile_holds_whole_hashes",
            ),
        )


class Head(models.Model):
    """The one row that says how far the tree has grown."""

    rows: ClassVar[RowRules] = RowRules(Privacy.SYSTEM, app="select", work="select, insert, update")

    one = models.BooleanField(primary_key=True, default=True)
    size = models.BigIntegerField(default=0)
    root = models.BinaryField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(one=True), name="head_is_one"),
            models.CheckConstraint(condition=Q(Exact(Length("root"), 32), size__gte=0), name="head_has_size_and_root"),
        )


class Checkpoint(models.Model):
    """A signed head (c2sp.org/tlog-checkpoint). A copy of each stands in a file outside the database."""

    rows: ClassVar[RowRules] = RowRules(Privacy.SYSTEM, app="select", work="select, insert")

    size = models.BigIntegerField(primary_key=True)
    note = models.BinaryField()
    signed_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(size__gt=0), name="checkpoint_covers_something"),)

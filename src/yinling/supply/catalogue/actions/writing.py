"""Writing a change of the catalogue into its tables: new entries, new last days, and what is retired."""

from __future__ import annotations

import hashlib
from dataclasses import fields
from datetime import date

from django.db import connection
from django.db.models import QuerySet

from yinling.base.rows.models import Row
from yinling.kernel.canonical import canonical_json
from yinling.kernel.names import word_keys
from yinling.supply.catalogue.domain import AnyEntry, Change, Contact, ItemEntry, kind_of
from yinling.supply.catalogue.models import ContactLine, Item, Package
from yinling.supply.catalogue.queries.entries import MODELS

_LOCK = "SELECT pg_advisory_xact_lock(7259020)"  # two changes at once would each miss the other's overlap


def serialised() -> None:
    """Wait until no other change of the catalogue is under way; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)


def write(change: Change) -> str:
    """Write a change; returns SHA-256 over it as canonical JSON, for the journal."""
    for entry in change.retired:
        _rows(entry).update(retired=True)
    for entry in change.ended:
        _rows(entry).update(valid_to=entry.period.end)
    rows = [_row(entry) for entry in change.new]
    Item.objects.bulk_create([row for row in rows if isinstance(row, Item)])
    Package.objects.bulk_create([row for row in rows if isinstance(row, Package)])
    ContactLine.objects.bulk_create([row for row in rows if isinstance(row, ContactLine)])
    ends = [{"key": named(entry), "valid_to": str(entry.period.end)} for entry in change.ended]
    retired = [{"key": named(entry), "retired": "true"} for entry in change.retired]
    return hashlib.sha256(canonical_json([*map(_columns, rows), *ends, *retired])).hexdigest()


def named(entry: AnyEntry) -> str:
    """An entry's key as one text."""
    return "/".join([kind_of(entry).value, *(str(part) for part in entry.key)])


def _rows(entry: AnyEntry) -> QuerySet[Item] | QuerySet[Package] | QuerySet[ContactLine]:
    code, area_code, version = entry.key
    return MODELS[kind_of(entry)].objects.filter(code=code, area_code=area_code, version=version)


def _row(entry: AnyEntry) -> Item | Package | ContactLine:
    kept: dict[str, object] = {
        one.name: _stored(getattr(entry, one.name)) for one in fields(entry) if one.name != "period"
    }
    kept |= {"valid_from": entry.period.start, "valid_to": entry.period.end}
    if isinstance(entry, ItemEntry):
        kept["pinyin"], kept["initials"] = word_keys(entry.name)
    return MODELS[kind_of(entry)](**kept)


def _stored(value: str | int | bool | date | tuple[str | Contact, ...] | None) -> object:
    if isinstance(value, tuple):
        return [f"{one.name} {one.phone}" if isinstance(one, Contact) else one for one in value]
    return value


def _columns(row: Row) -> dict[str, str]:
    own = {field.attname: str(getattr(row, field.attname)) for field in row._meta.concrete_fields if field.name != "id"}
    return {"table": row._meta.db_table, **own}

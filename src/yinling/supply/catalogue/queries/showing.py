"""How an entry reads on a page, and what two of them say differently."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from yinling.kernel.money import Fen
from yinling.supply.catalogue.domain import AnyEntry, ContactEntry, PackageEntry
from yinling.supply.catalogue.terms import FIELDS, Colour, Confidence, Evidence


@dataclass(frozen=True)
class Difference:
    """One field that two entries say differently, as people read it."""

    name: str
    label: str
    before: str
    after: str


def shown(entry: AnyEntry) -> dict[str, str]:
    """The fields of an entry as people read them, by their names in a catalogue file; what is not set is 未定."""
    if isinstance(entry, ContactEntry):
        contacts = "\n".join(f"{one.name} {one.phone}" for one in entry.contacts)
        return {"title": entry.title, "contacts": contacts or _("未定"), **_held(entry)}
    price = {"unit": entry.unit or _("未定"), "price": _price(entry.price_fen)}
    if isinstance(entry, PackageEntry):
        return {"name": entry.name, "items": "\n".join(entry.items), **price, **_held(entry)}
    return {
        "name": entry.name,
        **price,
        "colour": str(Colour(entry.colour).label) if entry.colour else _("未定"),
        **{name: getattr(entry, name) or _("未定") for name in ("subsidy", "qualification", "course")},
        "minutes": str(entry.minutes) if entry.minutes else _("未定"),
        "checklist": "\n".join(entry.checklist) or _("未定"),
        "evidence": _("、").join(str(Evidence(code).label) for code in entry.evidence) or _("未定"),
        "risk": entry.risk or _("未定"),
        "consent_needed": _truth(entry.consent_needed),
        "remote": _truth(entry.remote),
        "eligible": entry.eligible or _("本地区所有人"),
        **_held(entry),
    }


def differences(before: AnyEntry, after: AnyEntry) -> tuple[Difference, ...]:
    """What `after` says otherwise than `before`, field by field; their places and days apart."""
    old, new = shown(before), shown(after)
    return tuple(
        Difference(name, str(FIELDS[name]), old.get(name, ""), said)
        for name, said in new.items()
        if old.get(name, "") != said
    )


def _held(entry: AnyEntry) -> dict[str, str]:
    confidence = str(Confidence(entry.confidence).label)
    return {"source": entry.source, "note": entry.note, "confidence": confidence}


def _price(fen: int | None) -> str:
    return _("未定") if fen is None else str(Fen(fen))


def _truth(value: bool | None) -> str:
    return _("未定") if value is None else _("是") if value else _("否")

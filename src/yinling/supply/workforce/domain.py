"""What a profile may say, and what it means for being sent."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

MOST = 99  # at once: more nobody carries
MOST_NAME = 50


class Wrong(StrEnum):
    """Why a profile cannot be kept; the action says it in words."""

    KIND = "kind"
    PROVIDER_NAME = "provider_name"
    SEX = "sex"
    LANGUAGES = "languages"
    SKILLS = "skills"
    MOST_AT_ONCE = "most_at_once"
    PHONE = "phone"


@dataclass(frozen=True)
class Profile:
    """What an officer says of a worker. `skills` are codes of categories (two digits) or items (four); none: all.

    `most_at_once` is how many offers and visits he carries at a time; `phone` is plain digits or empty.
    """

    kind: str
    provider_name: str = ""
    sex: str = ""
    languages: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    most_at_once: int = 5
    phone: str = ""

    def changed_from(self, other: Profile) -> tuple[str, ...]:
        """The names of the fields that differ, in their order."""
        return tuple(f.name for f in fields(self) if getattr(self, f.name) != getattr(other, f.name))


def wrongs(said: Profile, *, kinds: Set[str], sexes: Set[str], languages: Set[str], skills: Set[str]) -> list[Wrong]:
    """What of a profile cannot be kept, given the codes that are known; empty when all is well."""
    is_provider = said.kind == "provider"
    checks = {
        Wrong.KIND: said.kind in kinds,
        Wrong.PROVIDER_NAME: is_provider is bool(said.provider_name) and len(said.provider_name) <= MOST_NAME,
        Wrong.SEX: said.sex in sexes,
        Wrong.LANGUAGES: set(said.languages) <= languages and len(set(said.languages)) == len(said.languages),
        Wrong.SKILLS: set(said.skills) <= skills and len(set(said.skills)) == len(said.skills),
        Wrong.MOST_AT_ONCE: 1 <= said.most_at_once <= MOST,
        Wrong.PHONE: not said.phone or (said.phone.isascii() and said.phone.isdigit() and 7 <= len(said.phone) <= 12),
    }
    return [wrong for wrong, well in checks.items() if not well]


def knows(skills: tuple[str, ...], item_code: str) -> bool:
    """Whether somebody of these skills can do an item: all when none are named, and what the catalogue knows not."""
    return not skills or not item_code or any(item_code.startswith(skill) for skill in skills)


def is_away(away_from: date | None, away_to: date | None, on: date) -> bool:
    """Whether somebody is away on a day: from the first day until the day of the return, which is open without one."""
    return away_from is not None and away_from <= on and (away_to is None or on < away_to)

"""What a table says about itself: who may see its rows and how sensitive each field is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from yinling.kernel.viewer import Purpose


class Privacy(StrEnum):
    """The four classes of tables (ARCHITECTURE section 3)."""

    PERSON = "person"  # rows about one person: filtered by area, unit and person
    AREA = "area"  # rows about an area: filtered by area
    REFERENCE = "reference"  # readable by all, written by the system
    SYSTEM = "system"  # read by the machinery itself, by no screen


class Sensitivity(StrEnum):
    """How a personal field is kept (PIPL articles 28 and 51)."""

    OPEN = "open"  # says nothing about the person: keys, states, moments
    CODED = "coded"  # a coded fact that rules read: plain, behind the wall
    NAMED = "named"  # names the person: plain, behind the wall, masked outside its scope
    SECRET = "secret"  # noqa: S105 - a class of fields: encrypted in the column, masked, read for a reason


@dataclass(frozen=True)
class RowRules:
    """The declaration every model carries as `rows`.

    `app` lists what the application role may do, `work` what background work may do besides. `personal`
    classifies each field that is not a key; a test fails for the one that is missing. A `derived` table is computed
    from others: it follows no merge, and its rows are nothing that was built on a person. `unasked` says which rows
    of another table the house wrote by itself, nobody having acted on them yet: they are nothing built, either.
    """

    privacy: Privacy
    purpose: Purpose = Purpose.GENERAL
    app: str = ""
    work: str = ""
    personal: Mapping[str, Sensitivity] = field(default_factory=dict)
    derived: bool = False
    unasked: Mapping[str, object] = field(default_factory=dict)

    def app_verbs(self) -> str:
        """Verbs granted to the application role; each class has its custom where the model says nothing."""
        customs = {
            Privacy.PERSON: "select, insert, update",
            Privacy.AREA: "select, insert, update",
            Privacy.REFERENCE: "select",
            Privacy.SYSTEM: "",
        }
        return self.app or customs[self.privacy]

    def work_verbs(self) -> str:
        """Verbs granted to background work on top of those of the application."""
        return self.work or "select, insert, update, delete"

"""Changes of rights, extra power for a short time, and the writing down of looks."""

from yinling.base.access.actions.extra import (
    ASKS_PER_DAY,
    LONGEST,
    NOTE_LONGEST,
    NOTE_SHORTEST,
    OPEN_FOR,
    OVER,
    SHORTEST,
    GlassMoved,
    NoteMissing,
    ReasonTooShort,
    TooManyAsks,
    ask_break_glass,
    end_break_glass,
    miss_break_glass,
    note_audit,
    open_break_glass,
    review_break_glass,
)
from yinling.base.access.actions.rights import (
    digest_looks,
    end_grant,
    give_grant,
    name_person,
    note_look,
    rename_person,
    unname_persons,
)
from yinling.base.access.policy import RolesClash, RoleUnfit, ScopeMissing

__all__ = [
    "ASKS_PER_DAY", "LONGEST", "NOTE_LONGEST", "NOTE_SHORTEST", "OPEN_FOR", "OVER", "SHORTEST", "GlassMoved",
    "NoteMissing", "ReasonTooShort", "RoleUnfit", "RolesClash", "ScopeMissing", "TooManyAsks", "ask_break_glass",
    "digest_looks", "end_break_glass", "end_grant", "give_grant", "miss_break_glass", "name_person", "note_audit",
    "note_look", "open_break_glass", "rename_person", "review_break_glass", "unname_persons",
]  # fmt: skip

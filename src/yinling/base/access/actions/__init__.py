"""Changes of rights, extra power for a short time, and the writing down of looks."""

from yinling.base.access.actions.rights import (
    digest_looks,
    end_grant,
    give_grant,
    name_person,
    note_look,
    rename_person,
    unname_persons,
)

__all__ = [
    "digest_looks", "end_grant", "give_grant", "name_person", "note_look", "rename_person", "unname_persons",
]  # fmt: skip

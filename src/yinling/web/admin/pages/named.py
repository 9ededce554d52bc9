"""Who is meant by a row of the books: masked, for an auditor needs to tell people apart, not to know them."""

from __future__ import annotations

from collections.abc import Sequence

from yinling.kernel.masks import mask_name
from yinling.people.registry.queries import names_of


def masked_names(person_ids: Sequence[int]) -> dict[int, str]:
    """Masked names by inner id, as far as the auditor's area reaches."""
    return {person: mask_name(name) for person, name in names_of(person_ids).items()} if person_ids else {}

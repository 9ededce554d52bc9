"""Identity numbers are one person's each: a second claim becomes a question and never stops an import."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from yinling.base.rows.bulk import batched
from yinling.people.intake.domain.planning import Draft
from yinling.people.registry.models import PersonNow

_BATCH = 5000


def keepers_of(numbers: Collection[str]) -> dict[str, int]:
    """Who has these numbers on record, by number; numbers that nobody has are left out. Empty ones are ignored."""
    field = PersonNow._meta.get_field("id_number_index")
    digests = {field.digest(number): number for number in numbers if number}
    found: dict[str, int] = {}
    for batch in batched(digests, _BATCH):
        rows = PersonNow.objects.filter(id_number_index__in=batch).values_list("id_number_index", "person_id")
        found |= {digests[bytes(digest)]: person for digest, person in rows}
    return found


def give_up_taken(drafts: Iterable[Draft]) -> set[int]:
    """Let drafts give up numbers that stand on record or with an earlier draft; returns who on record has them."""
    claims = [(draft, draft.values["id_number"]) for draft in drafts if "id_number" in draft.values]
    on_record = keepers_of([number for _draft, number in claims])
    claimed: set[str] = set()
    for draft, number in claims:
        if number in on_record or number in claimed:
            draft.give_up_number()
        claimed.add(number)
    return {on_record[number] for _draft, number in claims if number in on_record}

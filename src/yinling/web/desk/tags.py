"""Tags of a person: what one should know at a glance, each with the fact that it comes from."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yinling.kernel.calendars import local_day
from yinling.people.registry.queries import Dossier, KnownFact
from yinling.people.registry.terms import Hardship, LivingArrangement, SelfCare, Standing

# Values that change what a person needs; all others go without a tag.
_TOLD = {
    "standing": (Standing.DIED, Standing.MOVED),
    "living_arrangement": (LivingArrangement.ALONE, LivingArrangement.IN_INSTITUTION),
    "self_care": (SelfCare.PARTLY, SelfCare.UNABLE),
    "hardship": (Hardship.SOME, Hardship.SPECIAL),
}


class Tag(NamedTuple):
    """A word or two, and why it stands there."""

    label: str
    why: str
    is_doubt: bool = False


def tags(dossier: Dossier) -> list[Tag]:
    """The tags of a record, those of a standing first."""
    found = [Tag(fact.value, why(fact)) for term in _TOLD if (fact := dossier.fact(term)) and fact.plain in _TOLD[term]]
    if (away := dossier.fact("living_elsewhere")) and away.plain:
        found.append(Tag(_("易地居住"), why(away)))
    if count := dossier.open_doubts:
        words = ngettext("{count} 项待核实", "{count} 项待核实", count).format(count=count)
        found.append(Tag(words, _("这些项目旁边标着两种写法，请逐项核实。"), is_doubt=True))
    return found


def why(fact: KnownFact) -> str:
    """What a fact says, since when, and who says so."""
    since = fact.valid_from or local_day(fact.recorded_at)
    return _("{term}：{value}（{source}，{date}）").format(
        term=fact.label, value=fact.value, source=fact.source, date=since.isoformat()
    )

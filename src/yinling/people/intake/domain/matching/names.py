"""How common a name is among the people at hand: 王秀英 agreeing says less than 万俟杼菏."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import log2

from yinling.kernel.names import split_name

# What is assumed until names were counted: a common surname, common characters. The weight of a name is then at most
# a little too small. Half as many counted people weigh as much as the assumption.
_SURNAME = 0.05
_CHARACTER = 1 / 60
_BELIEF = 2_000
# No name weighs more: a rare name can still be borne by a cousin, or be one mistake made twice.
_RAREST = 2.0**-17
_STEPS = 4  # shares are rounded to quarters of a bit, so that the weights of a few dozen shares are kept ready


@dataclass(frozen=True)
class Names:
    """Names counted. `share` may be asked for any name, counted or not."""

    full: Mapping[str, int] = field(default_factory=dict)
    surnames: Mapping[str, int] = field(default_factory=dict)
    characters: Mapping[str, int] = field(default_factory=dict)
    people: int = 0
    signs: int = 0
    _known: dict[str, float] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def counted(cls, names: Iterable[str]) -> Names:
        """Count folded names, one for each person; empty ones are left out."""
        full = Counter(name for name in names if name)
        surnames: Counter[str] = Counter()
        characters: Counter[str] = Counter()
        for name, times in full.items():
            surname, given = split_name(name)
            surnames[surname] += times
            for character in given:
                characters[character] += times
        kept = {name: times for name, times in full.items() if times > 2}
        return cls(kept, surnames, characters, full.total(), characters.total())

    def share(self, name: str) -> float:
        """The share of people who bear the name, between 2**-17 and 1: the greater of what was counted (the two at
        hand left out) and what its characters make likely."""
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self._share(name)
        return known

    def _share(self, name: str) -> float:
        surname, given = split_name(name)
        likely = self._believed(self.surnames.get(surname, 0), self.people, _SURNAME) if surname else 1.0
        for character in given:
            likely *= self._believed(self.characters.get(character, 0), self.signs, _CHARACTER)
        counted = (self.full.get(name, 2) - 2) / max(self.people, _BELIEF)
        return float(2.0 ** (round(log2(max(likely, counted, _RAREST)) * _STEPS) / _STEPS))

    @staticmethod
    def _believed(times: int, of: int, assumed: float) -> float:
        return (times + assumed * _BELIEF) / (of + _BELIEF)

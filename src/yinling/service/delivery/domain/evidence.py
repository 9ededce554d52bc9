"""How well a visit is proven: points for each thing the proof rests on, and a score of 0 to 100.

The points come from the rulebook's parameters, so that an office can change them with four eyes. A part that does
not apply (an item without a checklist, or whose usual time nobody has set) is left out of the whole, and the score is
what was earned in percent of what could be earned. What is missing is worth nothing; nothing is worth less than that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum

from yinling.service.delivery.terms import CheckInWay

NOTES_ENOUGH = 10  # signs; fewer hardly say what was done
_FULL = 100


class Word(StrEnum):
    """Who gave his word that the service was given, and on which way."""

    PERSON_SELF = "person_self"  # signed in at his own page
    PERSON = "person"  # on the worker's phone
    PROXY = "proxy"  # by a recorded right
    PROXY_UNKNOWN = "proxy_unknown"  # named, but nothing is recorded
    STAFF = "staff"  # an officer, on the person's word by phone or on paper


@dataclass(frozen=True)
class Weights:
    """Points for each part, and the limits within which a part counts. Each comes from the parameter named here."""

    card_qr: int = field(default=0, metadata={"parameter": "证据分扫描服务卡"})
    card_code: int = field(default=0, metadata={"parameter": "证据分服务卡短码"})
    phone_code: int = field(default=0, metadata={"parameter": "证据分手机验证码"})
    place: int = field(default=0, metadata={"parameter": "证据分手机定位"})
    photo: int = field(default=0, metadata={"parameter": "证据分照片"})
    checklist: int = field(default=0, metadata={"parameter": "证据分清单"})
    stay: int = field(default=0, metadata={"parameter": "证据分时长"})
    person_self: int = field(default=0, metadata={"parameter": "证据分本人自行确认"})
    person: int = field(default=0, metadata={"parameter": "证据分本人当面确认"})
    proxy: int = field(default=0, metadata={"parameter": "证据分登记代办确认"})
    proxy_unknown: int = field(default=0, metadata={"parameter": "证据分未登记代办确认"})
    staff: int = field(default=0, metadata={"parameter": "证据分经办代确认"})
    notes: int = field(default=0, metadata={"parameter": "证据分记录"})
    accuracy_metres: int = field(default=0, metadata={"parameter": "定位误差上限"})
    distance_km: int = field(default=0, metadata={"parameter": "定位距离上限"})
    shortest_percent: int = field(default=0, metadata={"parameter": "证据时长下限"})
    longest_percent: int = field(default=0, metadata={"parameter": "证据时长上限"})


WEIGHTS: dict[str, str] = {one.name: str(one.metadata["parameter"]) for one in fields(Weights)}


def weights_from(values: Mapping[str, object]) -> Weights:
    """The weights out of the parameters in force; one that is missing, or no whole number from 0 on, counts nothing."""
    return Weights(**{name: _whole(values.get(parameter)) for name, parameter in WEIGHTS.items()})


def _whole(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


@dataclass(frozen=True)
class Picture:
    """What a picture is worth as proof: the day of the earlier one it repeats, and the day its camera says."""

    added: date
    repeats: date | None = None
    said: date | None = None

    @property
    def is_fresh(self) -> bool:
        """A new picture, taken on the day it was added as far as it says."""
        return self.repeats is None and self.said in {None, self.added}


@dataclass(frozen=True)
class Proof:
    """All that a visit's proof can rest on. Minutes and metres are whole; None is not known."""

    way: CheckInWay
    word: Word
    accuracy: int | None = None
    km_from_seat: int | None = None
    pictures: tuple[Picture, ...] = ()
    lines: int = 0
    lines_done: int = 0
    stayed: int = 0
    usual: int | None = None
    notes_length: int = 0


@dataclass(frozen=True)
class Part:
    """One part of a score: what it rests on, what was found (a word of `terms.EVIDENCE`), points of so many."""

    rests_on: str
    found: str
    points: int
    of: int
    values: Mapping[str, int | str] = field(default_factory=dict)


@dataclass(frozen=True)
class Evidence:
    """A score of 0 to 100 and the parts it is made of."""

    score: int
    parts: tuple[Part, ...]


def score(proof: Proof, weights: Weights) -> Evidence:
    """How well a visit is proven."""
    parts = (
        _check_in(proof, weights), _photo(proof, weights), _checklist(proof, weights), _stay(proof, weights),
        _word(proof, weights), _notes(proof, weights),
    )  # fmt: skip
    earned, whole = sum(part.points for part in parts), sum(part.of for part in parts)
    return Evidence(earned * _FULL // whole if whole else 0, parts)


def _check_in(proof: Proof, weights: Weights) -> Part:
    whole = max(weights.card_qr, weights.card_code, weights.phone_code, weights.place)
    if proof.way is not CheckInWay.PLACE:
        points: int = getattr(weights, proof.way.value)
        return Part("check_in", proof.way.value, points, whole)
    accuracy = proof.accuracy if proof.accuracy is not None else weights.accuracy_metres + 1
    if accuracy > weights.accuracy_metres:
        return Part("check_in", "place_vague", 0, whole, {"metres": accuracy})
    if proof.km_from_seat is not None and proof.km_from_seat > weights.distance_km:
        return Part("check_in", "place_far", 0, whole, {"metres": accuracy, "km": proof.km_from_seat})
    return Part("check_in", "place", weights.place, whole, {"metres": accuracy})


def _photo(proof: Proof, weights: Weights) -> Part:
    fresh = sum(picture.is_fresh for picture in proof.pictures)
    if fresh:
        return Part("photo", "photo_fresh", weights.photo, weights.photo, {"count": fresh})
    for picture in proof.pictures:
        if picture.repeats is not None:
            return Part("photo", "photo_repeats", 0, weights.photo, {"day": picture.repeats.isoformat()})
        if picture.said is not None:
            return Part("photo", "photo_other_day", 0, weights.photo, {"day": picture.said.isoformat()})
    return Part("photo", "photo_none", 0, weights.photo)


def _checklist(proof: Proof, weights: Weights) -> Part:
    if not proof.lines:
        return Part("checklist", "checklist_none", 0, 0)
    points = weights.checklist * proof.lines_done // proof.lines
    return Part("checklist", "checklist", points, weights.checklist, {"done": proof.lines_done, "lines": proof.lines})


def _stay(proof: Proof, weights: Weights) -> Part:
    if not proof.usual:
        return Part("stay", "stay_unknown", 0, 0, {"minutes": proof.stayed})
    said = {"minutes": proof.stayed, "usual": proof.usual}
    if proof.stayed * _FULL < proof.usual * weights.shortest_percent:
        return Part("stay", "stay_short", 0, weights.stay, said)
    if proof.stayed * _FULL > proof.usual * weights.longest_percent:
        return Part("stay", "stay_long", 0, weights.stay, said)
    return Part("stay", "stay", weights.stay, weights.stay, said)


def _word(proof: Proof, weights: Weights) -> Part:
    every: list[int] = [getattr(weights, word.value) for word in Word]
    points: int = getattr(weights, proof.word.value)
    return Part("word", proof.word.value, points, max(every))


def _notes(proof: Proof, weights: Weights) -> Part:
    enough = proof.notes_length >= NOTES_ENOUGH
    found = "notes" if enough else "notes_brief"
    return Part("notes", found, weights.notes if enough else 0, weights.notes, {"count": proof.notes_length})


def written_parts(parts: Iterable[Part]) -> list[dict[str, object]]:
    """The parts as the task's row keeps them."""
    return [
        {"rests_on": p.rests_on, "found": p.found, "points": p.points, "of": p.of, "values": dict(p.values)}
        for p in parts
    ]


def read_parts(kept: object) -> tuple[Part, ...]:
    """The parts out of a task's row. Raises ValueError when the row holds something else."""
    if not isinstance(kept, list):
        raise ValueError("parts")
    return tuple(_read(part) for part in kept)


def _read(part: object) -> Part:
    match part:
        case {"rests_on": str(on), "found": str(found), "points": int(points), "of": int(of), "values": dict(values)}:
            return Part(on, found, points, of, values)
        case _:
            raise ValueError("parts")

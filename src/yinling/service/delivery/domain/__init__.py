"""Pure decisions of delivery: the state table, what a checklist and a place may say, the proof of a visit in points."""

from yinling.service.delivery.domain.checklists import (
    MAX_WHY,
    ChecklistLine,
    LineWrong,
    answered,
    blank_checklist,
    read_checklist,
    written_checklist,
)
from yinling.service.delivery.domain.evidence import (
    WEIGHTS,
    Evidence,
    Part,
    Picture,
    Proof,
    Weights,
    Word,
    read_parts,
    score,
    weights_from,
    written_parts,
)
from yinling.service.delivery.domain.moves import (
    MAX_NOTES,
    MAX_PHOTOS,
    MAX_REASON,
    MAX_WRONG_CODES,
    MOVES,
    REMEMBERED,
    Move,
)
from yinling.service.delivery.domain.places import Place, PlaceImpossible, place_said, read_place, written_place
from yinling.service.delivery.domain.prints import LIKE_BITS, bits_apart, likeness_hash, signed, unsigned
from yinling.service.delivery.domain.proofs import CODE_LIVES, CODE_TRIES, CODES_AN_HOUR, six_digits

__all__ = [
    "CODES_AN_HOUR", "CODE_LIVES", "CODE_TRIES", "LIKE_BITS", "MAX_NOTES", "MAX_PHOTOS", "MAX_REASON", "MAX_WHY",
    "MAX_WRONG_CODES", "MOVES", "REMEMBERED", "WEIGHTS", "ChecklistLine", "Evidence", "LineWrong", "Move", "Part",
    "Picture", "Place", "PlaceImpossible", "Proof", "Weights", "Word", "answered", "bits_apart", "blank_checklist",
    "likeness_hash", "place_said", "read_checklist", "read_parts", "read_place", "score", "signed", "six_digits",
    "unsigned", "weights_from", "written_checklist", "written_parts", "written_place",
]  # fmt: skip

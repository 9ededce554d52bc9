"""Pure decisions of the registry: forms and values become clean facts, facts become the wide row; codes on cards."""

from yinling.people.registry.domain.cards import (
    CODE_ALPHABET,
    CODE_LENGTH,
    card_code,
    card_token,
    code_in,
    is_scanned,
    parse_card_code,
)
from yinling.people.registry.domain.consequences import (
    FOLLOWERS,
    PROTECTED,
    SHORTEST_EVIDENCE,
    Believed,
    Contradiction,
    consequences,
    contradictions,
    wants_evidence,
)
from yinling.people.registry.domain.projection import NOW_COLUMNS, first_day, now_values
from yinling.people.registry.domain.refusals import Unacceptable
from yinling.people.registry.domain.registration import CleanFact, Registration, clean
from yinling.people.registry.domain.values import PHONES, REQUIRED, clean_field, clean_value

__all__ = [
    "CODE_ALPHABET", "CODE_LENGTH", "FOLLOWERS", "NOW_COLUMNS", "PHONES", "PROTECTED", "REQUIRED", "SHORTEST_EVIDENCE",
    "Believed", "CleanFact", "Contradiction", "Registration", "Unacceptable", "card_code", "card_token", "clean",
    "clean_field", "clean_value", "code_in", "consequences", "contradictions", "first_day", "is_scanned", "now_values",
    "parse_card_code", "wants_evidence",
]  # fmt: skip

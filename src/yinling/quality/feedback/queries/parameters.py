"""The area's own numbers for feedback, from the rulebook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from yinling.decisions.rulebook.queries import parameters_in_force

RATE_WITHIN, LOW_LINE, ANSWER_WITHIN = "评价期限", "低分线", "投诉答复期限"
LONGEST = 3_650  # days: what somebody sets beyond counts as no limit


@dataclass(frozen=True)
class Terms:
    """Days within which a confirmed visit can be rated (None: always), the highest rating that is low (0: none is),
    and days until a concern is answered."""

    rate_within: int | None
    low_line: int
    answer_within: int

    def can_rate(self, confirmed_on: date, *, on: date) -> bool:
        """Whether a visit confirmed on a day can still be rated."""
        return self.rate_within is None or on <= confirmed_on + timedelta(days=self.rate_within)

    def answer_by(self, *, on: date) -> date:
        """Until when what is raised on a day is to be answered."""
        return on + timedelta(days=self.answer_within)


def terms_in_force(area_code: str, *, on: date) -> Terms:
    """What holds in an area on a day. A parameter that nobody has set limits nothing; answers are then due at once."""
    found = parameters_in_force(area_code, on)
    numbers = {code: entry.value for code, entry in found.items() if isinstance(entry.value, int)}
    within = numbers.get(RATE_WITHIN)
    return Terms(
        rate_within=within if within is not None and 0 <= within <= LONGEST else None,
        low_line=numbers.get(LOW_LINE, 0),
        answer_within=min(max(numbers.get(ANSWER_WITHIN, 0), 0), LONGEST),
    )

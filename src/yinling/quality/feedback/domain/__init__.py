"""Pure decisions of feedback: the moves of a concern, what a mean may say, the code of a paper slip."""

from yinling.quality.feedback.domain.concerns import MOVES, Move, can_reopen
from yinling.quality.feedback.domain.means import FEW, Mean, mean_of
from yinling.quality.feedback.domain.slips import SlipUnreadable, slip_code, tasks_of_slip
from yinling.quality.feedback.domain.texts import LONGEST_ANSWER, LONGEST_COMPLAINT, LONGEST_REMARK, fits

__all__ = [
    "FEW",
    "LONGEST_ANSWER",
    "LONGEST_COMPLAINT",
    "LONGEST_REMARK",
    "MOVES",
    "Mean",
    "Move",
    "SlipUnreadable",
    "can_reopen",
    "fits",
    "mean_of",
    "slip_code",
    "tasks_of_slip",
]

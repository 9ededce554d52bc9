"""Reads of feedback: what people said about visits, what waits for an answer, and what it comes to."""

from yinling.quality.feedback.queries.concerns import (
    CONCERNS_COUNTED,
    ConcernFilter,
    ConcernPage,
    concern_of,
    concern_row,
    concerns,
    concerns_about,
    concerns_for_file,
    concerns_of,
    count_concerns,
    count_overdue,
)
from yinling.quality.feedback.queries.figures import Average, Group, averages, overall
from yinling.quality.feedback.queries.filters import FeedbackFilterUnknown
from yinling.quality.feedback.queries.lines import ConcernLine, RatingLine, VisitSaid, visit_of
from yinling.quality.feedback.queries.parameters import Terms, terms_in_force
from yinling.quality.feedback.queries.ratings import (
    RatingFilter,
    RatingPage,
    can_rate,
    rating_history,
    rating_of,
    ratings,
    ratings_for_file,
    ratings_of,
    standing_ratings,
    task_of_slip,
    visits_to_rate,
)

__all__ = [
    "CONCERNS_COUNTED",
    "Average",
    "ConcernFilter",
    "ConcernLine",
    "ConcernPage",
    "FeedbackFilterUnknown",
    "Group",
    "RatingFilter",
    "RatingLine",
    "RatingPage",
    "Terms",
    "VisitSaid",
    "averages",
    "can_rate",
    "concern_of",
    "concern_row",
    "concerns",
    "concerns_about",
    "concerns_for_file",
    "concerns_of",
    "count_concerns",
    "count_overdue",
    "overall",
    "rating_history",
    "rating_of",
    "ratings",
    "ratings_for_file",
    "ratings_of",
    "standing_ratings",
    "task_of_slip",
    "terms_in_force",
    "visit_of",
    "visits_to_rate",
]

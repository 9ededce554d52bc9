"""Reads of dispatch: what is on offer and to whom, who could be asked and why not, what a person wishes."""

from yinling.service.dispatch.queries.matching import (
    CandidateLine,
    Carried,
    candidates,
    candidates_for,
    carried,
    need_of,
)
from yinling.service.dispatch.queries.offers import (
    OfferLine,
    OfferView,
    WorkerOffer,
    offers_for,
    offers_of_worker,
    on_offer,
)
from yinling.service.dispatch.queries.telling import reason_words, why_unfilled
from yinling.service.dispatch.queries.wishes import WishLine, visitors_of, wish_of

__all__ = [
    "CandidateLine", "Carried", "OfferLine", "OfferView", "WishLine", "WorkerOffer", "candidates", "candidates_for",
    "carried", "need_of", "offers_for", "offers_of_worker", "on_offer", "reason_words", "visitors_of",
    "why_unfilled", "wish_of",
]  # fmt: skip

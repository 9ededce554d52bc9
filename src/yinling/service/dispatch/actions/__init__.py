"""Moves of offers: made, taken, declined, given back, lapsed, withdrawn, ended; and wishes about who comes."""

from yinling.service.dispatch.actions.answering import OfferGone, decline, give_back, take
from yinling.service.dispatch.actions.ending import lapse, settle, withdraw_cancelled
from yinling.service.dispatch.actions.exporting import EXPORT_LIMIT, TooManyOrders, export_orders
from yinling.service.dispatch.actions.handing import take_back
from yinling.service.dispatch.actions.offering import (
    AT_ONCE,
    TAKE_WITHIN,
    UNANSWERED,
    NotToBeSent,
    ParameterMissing,
    assign,
    let_see,
    offer,
)
from yinling.service.dispatch.actions.wishes import end_wish, say_wish

__all__ = [
    "AT_ONCE", "EXPORT_LIMIT", "TAKE_WITHIN", "UNANSWERED", "NotToBeSent", "OfferGone", "ParameterMissing",
    "TooManyOrders", "assign", "decline", "end_wish", "export_orders", "give_back", "lapse", "let_see", "offer",
    "say_wish", "settle", "take", "take_back", "withdraw_cancelled",
]  # fmt: skip

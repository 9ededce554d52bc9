"""Offer, wish."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yinling.base.rows.fields import CodeField
from yinling.base.rows.models import PersonRow
from yinling.base.rows.rules import Privacy, RowRules, Sensitivity
from yinling.people.registry.models import person_key
from yinling.service.dispatch.terms import CarerSex, OfferState
from yinling.service.orders.models import Order

_OPEN, _CODED = Sensitivity.OPEN, Sensitivity.CODED


class Offer(PersonRow):
    """An order was offered to one worker, until `take_by`. The person is not named on the page before it is taken.

    `round` is that of the order, `wave` counts how often in this round somebody was asked. The task that follows from
    a taken offer bears its public id.
    """

    rows: ClassVar[RowRules] = RowRules(
        Privacy.PERSON,
        app="select, insert, update (state, answered_at, reason)",
        personal={
            "round": _OPEN, "wave": _OPEN, "worker": _OPEN, "worker_name": _OPEN, "state": _OPEN, "offered_at": _OPEN,
            "take_by": _OPEN, "answered_at": _OPEN, "reason": _OPEN,
        },
    )  # fmt: skip

    person = person_key("offers")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="offers")
    round = models.IntegerField()
    wave = models.IntegerField(default=1)
    worker = models.UUIDField()
    worker_name = models.TextField()
    state = CodeField(choices=OfferState, default=OfferState.OFFERED)
    offered_at = models.DateTimeField()
    take_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    reason = models.TextField(default="", blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["order", "round", "worker"], name="offer_once_a_round"),
            models.UniqueConstraint(
                fields=["order", "round"], condition=Q(state=OfferState.TAKEN), name="offer_one_winner"
            ),
            models.CheckConstraint(condition=Q(state__in=OfferState.values), name="offer_state_known"),
            models.CheckConstraint(
                condition=Q(state=OfferState.OFFERED, answered_at__isnull=True, reason="")
                | (~Q(state=OfferState.OFFERED) & Q(answered_at__isnull=False)),
                name="offer_answered_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(OfferState.DECLINED, OfferState.GIVEN_BACK)) | ~Q(reason=""),
                name="offer_declined_says_why",
            ),
            models.CheckConstraint(condition=Q(round__gte=1, wave__gte=1), name="offer_waves_count"),
        )
        indexes = (
            models.Index(fields=["worker", "state"], name="offer_of_worker"),
            models.Index(fields=["order", "round"], name="offer_of_order"),
            models.Index(fields=["worker", "-offered_at"], name="offer_worker_newest"),
        )


class Wish(PersonRow):
    """What a person wishes about who comes; the newest one that has not ended holds."""

    rows: ClassVar[RowRules] = RowRules(
        Privacy.PERSON,
        app="select, insert, update (ended_at)",
        personal={
            "carer_sex": _CODED, "languages": _CODED, "avoided": _OPEN, "said_by": Sensitivity.NAMED, "said_at": _OPEN,
            "ended_at": _OPEN,
        },
    )  # fmt: skip

    person = person_key("wishes")
    carer_sex = CodeField(choices=CarerSex, default="", blank=True)
    languages = ArrayField(CodeField(), default=list, blank=True)
    avoided = ArrayField(models.UUIDField(), default=list, blank=True)
    said_by = models.TextField()
    said_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

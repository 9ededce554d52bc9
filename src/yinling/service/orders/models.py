"""Order."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yinling.base.rows.fields import CodeField, EncryptedTextField
from yinling.base.rows.models import PersonRow
from yinling.base.rows.rules import Privacy, RowRules, Sensitivity
from yinling.people.registry.models import person_key
from yinling.service.orders.terms import AskedWay, OrderState, Source


class Order(PersonRow):
    """One service for one person. States and moves: `domain.MOVES`. `round` counts how often it was placed.

    `proposal` is the public id of the approved proposal it comes from: one proposal makes one order. An order that
    somebody asked for says who (`asked_by`, in words), on which way, and by which proxy right; `request` is the id
    that the form drew, so that a form sent twice makes one order. `item_code` is that of the catalogue, empty for
    what the catalogue does not know.
    """

    rows: ClassVar[RowRules] = RowRules(
        Privacy.PERSON,
        app="select, insert, update (state, round, changed_at, returned_because, cancelled_because, due_date)",
        personal={
            "proposal": Sensitivity.OPEN, "item": Sensitivity.CODED, "because": Sensitivity.CODED,
            "due_date": Sensitivity.OPEN, "state": Sensitivity.OPEN, "round": Sensitivity.OPEN,
            "placed_at": Sensitivity.OPEN, "changed_at": Sensitivity.OPEN, "returned_because": Sensitivity.OPEN,
            "cancelled_because": Sensitivity.OPEN, "item_code": Sensitivity.CODED, "source": Sensitivity.OPEN,
            "asked_way": Sensitivity.OPEN, "asked_by": Sensitivity.NAMED, "on_behalf": Sensitivity.OPEN,
            "request": Sensitivity.OPEN, "note": Sensitivity.SECRET,
        },
    )  # fmt: skip

    person = person_key("orders")
    source = CodeField(choices=Source, default=Source.PROPOSAL)
    proposal = models.UUIDField(null=True, unique=True)
    request = models.UUIDField(null=True, unique=True)
    asked_way = CodeField(choices=AskedWay, default="", blank=True)
    asked_by = models.TextField(default="", blank=True)
    on_behalf = models.UUIDField(null=True)
    note = EncryptedTextField(null=True)
    item_code = CodeField(default="", blank=True)
    item = models.TextField()
    because = models.TextField()
    due_date = models.DateField()
    state = CodeField(choices=OrderState, default=OrderState.PLACED)
    round = models.IntegerField(default=1)
    placed_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    returned_because = models.TextField(default="", blank=True)
    cancelled_because = models.TextField(default="", blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=OrderState.values), name="order_state_known"),
            models.CheckConstraint(
                condition=Q(state=OrderState.RETURNED) ^ Q(returned_because=""),
                name="order_returned_says_why",
            ),
            models.CheckConstraint(condition=Q(round__gte=1), name="order_round_counts"),
            models.CheckConstraint(
                condition=Q(
                    source=Source.PROPOSAL, proposal__isnull=False, request__isnull=True, asked_way="", asked_by=""
                )
                | (
                    Q(source=Source.ASKED, proposal__isnull=True, request__isnull=False)
                    & ~Q(asked_way="")
                    & ~Q(asked_by="")
                ),
                name="order_comes_from_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(state=OrderState.CANCELLED) | Q(cancelled_because=""), name="order_cancelled_says_why"
            ),
        )
        indexes = (
            models.Index(fields=["area_code", "-changed_at"], name="order_area"),
            models.Index(fields=["unit_id", "-changed_at"], name="order_unit"),
            models.Index(fields=["person", "-changed_at"], name="order_person"),
            models.Index(fields=["-changed_at"], name="order_newest"),
            models.Index(fields=["state", "-changed_at"], name="order_state"),
            models.Index(fields=["item_code", "-changed_at"], name="order_item"),
            models.Index(
                fields=["due_date"], condition=Q(state__in=("placed", "in_hand", "returned")), name="order_due"
            ),
            models.Index(fields=["area_code", "changed_at"], condition=Q(state="returned"), name="order_returned"),
        )

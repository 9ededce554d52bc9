"""Task, offer, receipt."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yinling.base.rows.fields import CodeField, EncryptedTextField
from yinling.base.rows.models import PersonRow
from yinling.base.rows.rules import Privacy, RowRules, Sensitivity
from yinling.people.registry.models import person_key
from yinling.service.delivery.terms import CheckInWay, Confirmer, TaskState
from yinling.service.orders.models import Order

_OPEN, _CODED, _NAMED, _SECRET = Sensitivity.OPEN, Sensitivity.CODED, Sensitivity.NAMED, Sensitivity.SECRET
_AFTER_TAKING = (TaskState.TAKEN, TaskState.CHECKED_IN, TaskState.DONE, TaskState.CONFIRMED)
_AFTER_CHECK_IN = _AFTER_TAKING[1:]
_AFTER_DONE = _AFTER_TAKING[2:]


class Task(PersonRow):
    """One try to carry out an order. States and moves: `domain.MOVES`; the constraints hold what each state needs.

    `round` is that of the order: an order that came back and is placed again makes a new task.
    """

    rows: ClassVar[RowRules] = RowRules(
        Privacy.PERSON,
        app="select, insert, update (state, worker, worker_name, taken_at, checked_in_at, check_in_way, wrong_codes,"
        " done_at, notes, confirmed_at, confirmed_by, proxy_name, proxy_relation, withdrawn_at, withdrawn_because)",
        personal={
            "item": _CODED, "round": _OPEN, "state": _OPEN, "offered_at": _OPEN, "take_by": _OPEN, "worker": _OPEN,
            "worker_name": _OPEN, "taken_at": _OPEN, "checked_in_at": _OPEN, "check_in_way": _OPEN,
            "wrong_codes": _OPEN, "done_at": _OPEN, "notes": _SECRET, "confirmed_at": _OPEN, "confirmed_by": _OPEN,
            "proxy_name": _SECRET, "proxy_relation": _CODED, "withdrawn_at": _OPEN, "withdrawn_because": _OPEN,
        },
    )  # fmt: skip

    person = person_key("tasks")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="tasks")
    round = models.IntegerField()
    item = models.TextField()
    state = CodeField(choices=TaskState, default=TaskState.OFFERED)
    offered_at = models.DateTimeField()
    take_by = models.DateTimeField()
    worker = models.UUIDField(null=True)
    worker_name = models.TextField(default="", blank=True)
    taken_at = models.DateTimeField(null=True)
    checked_in_at = models.DateTimeField(null=True)
    check_in_way = CodeField(choices=CheckInWay, default="", blank=True)
    wrong_codes = models.IntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    notes = EncryptedTextField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = CodeField(choices=Confirmer, default="", blank=True)
    proxy_name = EncryptedTextField(null=True)
    proxy_relation = models.TextField(default="", blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(default="", blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["order", "round"], name="task_once_per_round"),
            models.CheckConstraint(
                condition=~Q(state__in=_AFTER_TAKING) | Q(worker__isnull=False, taken_at__isnull=False),
                name="task_taken_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_AFTER_CHECK_IN, checked_in_at__isnull=False)
                | (~Q(state__in=_AFTER_CHECK_IN) & Q(checked_in_at__isnull=True)),
                name="task_checked_in_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_AFTER_DONE, done_at__isnull=False, notes__isnull=False)
                | (~Q(state__in=_AFTER_DONE) & Q(done_at__isnull=True)),
                name="task_done_says_what",
            ),
            models.CheckConstraint(
                condition=(Q(state=TaskState.CONFIRMED, confirmed_at__isnull=False) & ~Q(confirmed_by=""))
                | (~Q(state=TaskState.CONFIRMED) & Q(confirmed_at__isnull=True, confirmed_by="")),
                name="task_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(confirmed_by=Confirmer.PROXY) | (Q(proxy_name__isnull=False) & ~Q(proxy_relation="")),
                name="task_proxy_is_named",
            ),
            models.CheckConstraint(
                condition=(Q(state=TaskState.WITHDRAWN, withdrawn_at__isnull=False) & ~Q(withdrawn_because=""))
                | (~Q(state=TaskState.WITHDRAWN) & Q(withdrawn_at__isnull=True, withdrawn_because="")),
                name="task_withdrawn_when",
            ),
            models.CheckConstraint(condition=Q(state__in=TaskState.values), name="task_state_known"),
        )
        indexes = (models.Index(fields=["worker", "state"], name="task_worker"),)


class Offer(PersonRow):
    """A task was offered to one worker. The person is not named on the page before the task is taken."""

    rows: ClassVar[RowRules] = RowRules(Privacy.PERSON, app="select, insert", personal={"worker": _OPEN})

    person = person_key()
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="offers")
    worker = models.UUIDField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["task", "worker"], name="offer_once"),)
        indexes = (models.Index(fields=["worker"], name="offer_worker"),)


class Receipt(PersonRow):
    """What a receipt is made of besides the journal: the fact's body and salt, kept with the person's rows.

    Written with the confirmation, never changed. Erasing the body here and in the journal leaves the commitment.
    """

    rows: ClassVar[RowRules] = RowRules(
        Privacy.PERSON,
        app="select, insert",
        personal={"sequence": _OPEN, "body": _SECRET, "salt": _OPEN, "made_at": _OPEN},
    )

    person = person_key("receipts")
    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="receipt")
    sequence = models.BigIntegerField(unique=True)
    body = EncryptedTextField()
    salt = models.BinaryField()
    made_at = models.DateTimeField()

"""Task, photo, phone code, receipt."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from yinling.base.rows.fields import CodeField, EncryptedBytesField, EncryptedTextField
from yinling.base.rows.models import PersonRow, Row
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

    `round` is that of the order: an order that came back and is placed again makes a new task. Its public id is that
    of the offer which was taken. `check_in_place` is latitude, longitude as the phone said them, `check_in_accuracy`
    in metres. `evidence_score` (0 to 100) and `evidence_parts` say what the proof of the visit rests on.
    """

    rows: ClassVar[RowRules] = RowRules(
        Privacy.PERSON,
        app="select, insert, update (state, worker, worker_name, taken_at, checked_in_at, check_in_way, wrong_codes,"
        " check_in_place, check_in_accuracy, checklist, done_at, notes, confirmed_at, confirmed_by, proxy_name,"
        " proxy_relation, on_behalf, evidence_score, evidence_parts, withdrawn_at, withdrawn_because, no_show_at,"
        " no_show_because)",
        personal={
            "item": _CODED, "round": _OPEN, "state": _OPEN, "offered_at": _OPEN, "take_by": _OPEN, "worker": _OPEN,
            "worker_name": _OPEN, "taken_at": _OPEN, "checked_in_at": _OPEN, "check_in_way": _OPEN,
            "wrong_codes": _OPEN, "done_at": _OPEN, "notes": _SECRET, "confirmed_at": _OPEN, "confirmed_by": _OPEN,
            "proxy_name": _SECRET, "proxy_relation": _CODED, "withdrawn_at": _OPEN, "withdrawn_because": _OPEN,
            "check_in_place": _SECRET, "check_in_accuracy": _OPEN, "checklist": _CODED, "on_behalf": _OPEN,
            "evidence_score": _OPEN, "evidence_parts": _OPEN, "no_show_at": _OPEN, "no_show_because": _OPEN,
        },
    )  # fmt: skip

    person = person_key("tasks")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="tasks")
    round = models.IntegerField()
    item = models.TextField()
    state = CodeField(choices=TaskState, default=TaskState.TAKEN)
    offered_at = models.DateTimeField()
    take_by = models.DateTimeField()
    worker = models.UUIDField(null=True)
    worker_name = models.TextField(default="", blank=True)
    taken_at = models.DateTimeField(null=True)
    checked_in_at = models.DateTimeField(null=True)
    check_in_way = CodeField(choices=CheckInWay, default="", blank=True)
    check_in_place = EncryptedTextField(null=True)
    check_in_accuracy = models.IntegerField(null=True)
    wrong_codes = models.IntegerField(default=0)
    checklist = models.JSONField(default=list, blank=True)
    done_at = models.DateTimeField(null=True)
    notes = EncryptedTextField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = CodeField(choices=Confirmer, default="", blank=True)
    proxy_name = EncryptedTextField(null=True)
    proxy_relation = models.TextField(default="", blank=True)
    on_behalf = models.UUIDField(null=True)
    evidence_score = models.IntegerField(null=True)
    evidence_parts = models.JSONField(default=list, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(default="", blank=True)
    no_show_at = models.DateTimeField(null=True)
    no_show_because = models.TextField(default="", blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["order", "round"], name="task_once_per_round"),
            models.CheckConstraint(
                condition=~Q(state__in=_AFTER_TAKING) | Q(worker__isnull=False, taken_at__isnull=False),
                name="task_taken_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_AFTER_CHECK_IN, checked_in_at__isnull=False)
                | Q(state=TaskState.NO_SHOW)
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
            models.CheckConstraint(
                condition=(Q(state=TaskState.NO_SHOW, no_show_at__isnull=False) & ~Q(no_show_because=""))
                | (~Q(state=TaskState.NO_SHOW) & Q(no_show_at__isnull=True, no_show_because="")),
                name="task_no_show_when",
            ),
            models.CheckConstraint(
                condition=Q(evidence_score__isnull=True) | Q(evidence_score__range=(0, 100)),
                name="task_evidence_percent",
            ),
            models.CheckConstraint(
                condition=Q(check_in_accuracy__isnull=True) | Q(check_in_accuracy__gte=0), name="task_accuracy_metres"
            ),
            models.CheckConstraint(condition=Q(state__in=TaskState.values), name="task_state_known"),
        )
        indexes = (models.Index(fields=["worker", "state"], name="task_worker"),)


class Photo(PersonRow):
    """A picture taken at the visit, scaled down, with a watermark of person, time and place burnt into it.

    `repeats` is the public id of an earlier picture that looks the same: used again, it proves nothing.
    """

    rows: ClassVar[RowRules] = RowRules(
        Privacy.PERSON,
        app="select, insert",
        personal={
            "image": _SECRET, "digest": _OPEN, "repeats": _OPEN, "said_taken_at": _OPEN, "added_at": _OPEN,
            "width": _OPEN, "height": _OPEN,
        },
    )  # fmt: skip

    person = person_key("photos")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="photos")
    image = EncryptedBytesField()
    digest = CodeField()
    width = models.IntegerField()
    height = models.IntegerField()
    repeats = models.UUIDField(null=True)
    said_taken_at = models.DateTimeField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(width__gte=1, height__gte=1), name="photo_has_a_size"),
            models.UniqueConstraint(fields=["task", "digest"], name="photo_once_a_task"),
        )


class PhotoPrint(Row):
    """The fingerprint of a picture, against using it again: it tells no person and outlives the picture.

    `fingerprint` is a 64-bit perceptual hash; `digest` the SHA-256 of the bytes that were sent. Class system.
    """

    rows: ClassVar[RowRules] = RowRules(Privacy.SYSTEM, app="select, insert")

    photo = models.UUIDField(unique=True)
    worker = models.UUIDField()
    fingerprint = models.BigIntegerField()
    digest = CodeField()
    at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=["worker", "-at"], name="photoprint_worker"),
            models.Index(fields=["digest"], name="photoprint_digest"),
        )


class PhoneCode(PersonRow):
    """Six digits sent to the person's phone, for a check-in without the card. `code` is a keyed digest of them."""

    rows: ClassVar[RowRules] = RowRules(
        Privacy.PERSON,
        app="select, insert, update (tries, used_at)",
        personal={"code": _OPEN, "sent_at": _OPEN, "valid_until": _OPEN, "tries": _OPEN, "used_at": _OPEN},
    )

    person = person_key("phone_codes")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="phone_codes")
    code = models.BinaryField(max_length=32)
    sent_at = models.DateTimeField()
    valid_until = models.DateTimeField()
    tries = models.IntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(sent_at__lt=F("valid_until")), name="phonecode_forward"),
            models.CheckConstraint(condition=Q(tries__gte=0), name="phonecode_tries_count"),
        )
        indexes = (models.Index(fields=["task", "-sent_at"], name="phonecode_newest"),)


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

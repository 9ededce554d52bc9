"""Rating, concern."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yinling.base.rows.fields import CodeField, EncryptedTextField
from yinling.base.rows.models import PersonRow
from yinling.base.rows.rules import Privacy, RowRules, Sensitivity
from yinling.people.registry.models import person_key
from yinling.quality.feedback.terms import ConcernKind, ConcernState, Way
from yinling.service.delivery.models import Task

_OPEN, _NAMED, _CODED, _SECRET = Sensitivity.OPEN, Sensitivity.NAMED, Sensitivity.CODED, Sensitivity.SECRET


class Rating(PersonRow):
    """One to five stars and a remark about one visit. A later rating supersedes it; nothing is changed in place.

    `said_by` says in words who rated (the person, a proxy, staff on behalf), `on_behalf` is the proxy right used.
    """

    rows: ClassVar[RowRules] = RowRules(
        Privacy.PERSON,
        app="select, insert, update (superseded_at)",
        personal={
            "stars": _CODED, "remark": _SECRET, "way": _OPEN, "said_by": _NAMED, "on_behalf": _OPEN,
            "entered_by": _OPEN, "rated_at": _OPEN, "superseded_at": _OPEN,
        },
    )  # fmt: skip

    person = person_key("ratings")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="ratings")
    stars = models.IntegerField()
    remark = EncryptedTextField(null=True)
    way = CodeField(choices=Way)
    said_by = models.TextField()
    on_behalf = models.UUIDField(null=True)
    entered_by = models.TextField()
    rated_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(stars__range=(1, 5)), name="rating_one_to_five"),
            models.CheckConstraint(condition=~Q(said_by=""), name="rating_said_by_somebody"),
            models.UniqueConstraint(
                fields=["task"], condition=Q(superseded_at__isnull=True), name="rating_one_standing"
            ),
        )
        indexes = (
            models.Index(
                fields=["area_code", "-rated_at"], condition=Q(superseded_at__isnull=True), name="rating_area"
            ),
            models.Index(fields=["unit_id", "-rated_at"], condition=Q(superseded_at__isnull=True), name="rating_unit"),
            models.Index(fields=["-rated_at"], condition=Q(superseded_at__isnull=True), name="rating_newest"),
        )


class Concern(PersonRow):
    """A low rating or a complaint about a visit: somebody of the office answers it, orders it done again or finds it
    without ground, with a reason.
    """

    rows: ClassVar[RowRules] = RowRules(
        Privacy.PERSON,
        app="select, insert, update (state, answered_at, answered_by, answered_by_name, answer)",
        personal={
            "kind": _OPEN, "state": _OPEN, "text": _SECRET, "way": _OPEN, "said_by": _NAMED, "on_behalf": _OPEN,
            "request": _OPEN, "raised_at": _OPEN, "answer_by": _OPEN, "answered_at": _OPEN, "answered_by": _OPEN,
            "answered_by_name": _OPEN, "answer": _SECRET,
        },
    )  # fmt: skip

    person = person_key("concerns")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="concerns")
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, null=True, related_name="concerns")
    kind = CodeField(choices=ConcernKind)
    state = CodeField(choices=ConcernState, default=ConcernState.OPEN)
    text = EncryptedTextField(null=True)
    way = CodeField(choices=Way)
    said_by = models.TextField()
    on_behalf = models.UUIDField(null=True)
    request = models.UUIDField(unique=True)
    raised_at = models.DateTimeField()
    answer_by = models.DateField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.TextField(default="", blank=True)
    answered_by_name = models.TextField(default="", blank=True)
    answer = EncryptedTextField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=ConcernState.values), name="concern_state_known"),
            models.CheckConstraint(
                condition=Q(kind=ConcernKind.COMPLAINT) | Q(rating__isnull=False), name="concern_of_a_rating"
            ),
            models.CheckConstraint(
                condition=Q(state=ConcernState.OPEN, answered_at__isnull=True, answered_by="", answer__isnull=True)
                | (
                    ~Q(state=ConcernState.OPEN)
                    & Q(answered_at__isnull=False, answer__isnull=False)
                    & ~Q(answered_by="")
                ),
                name="concern_answered_by_somebody",
            ),
        )
        indexes = (
            models.Index(fields=["area_code", "answer_by"], condition=Q(state="open"), name="concern_open_area"),
            models.Index(fields=["unit_id", "answer_by"], condition=Q(state="open"), name="concern_open_unit"),
            models.Index(fields=["person", "-raised_at"], name="concern_person"),
            models.Index(fields=["area_code", "-answered_at"], condition=~Q(state="open"), name="concern_done_area"),
        )

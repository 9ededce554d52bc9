"""Proposal."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yinling.base.rows.fields import CodeField, EncryptedTextField
from yinling.base.rows.models import PersonRow
from yinling.base.rows.rules import Privacy, RowRules, Sensitivity
from yinling.decisions.careplan.terms import ProposalState
from yinling.people.registry.models import person_key

_DECIDED = (ProposalState.APPROVED, ProposalState.REJECTED)


class Proposal(PersonRow):
    """A service proposed for one person by one version of one rule, open -> approved or rejected, once.

    `facts_digest` ties it to the facts it stood on: the same need on the same facts is proposed once, ever.
    """

    rows: ClassVar[RowRules] = RowRules(
        Privacy.PERSON,
        app="select, insert, update (state, decided_at, decided_by, decision_note)",
        personal={
            "rule_code": Sensitivity.CODED, "rule_version": Sensitivity.OPEN, "rule_title": Sensitivity.CODED,
            "item": Sensitivity.CODED, "need": Sensitivity.CODED, "reasons": Sensitivity.CODED,
            "source": Sensitivity.OPEN, "facts_digest": Sensitivity.OPEN, "due_date": Sensitivity.OPEN,
            "state": Sensitivity.OPEN, "proposed_at": Sensitivity.OPEN, "decided_at": Sensitivity.OPEN,
            "decided_by": Sensitivity.OPEN, "decision_note": Sensitivity.SECRET,
        },
    )  # fmt: skip

    person = person_key("proposals")
    rule_code = CodeField()
    rule_version = models.IntegerField()
    rule_title = models.TextField()
    item = models.TextField()
    need = models.TextField()
    reasons = models.JSONField()
    source = models.TextField()
    facts_digest = CodeField()
    due_date = models.DateField()
    state = CodeField(choices=ProposalState, default=ProposalState.OPEN)
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.TextField(default="", blank=True)
    decision_note = EncryptedTextField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "rule_code", "facts_digest"], name="proposal_once_per_need"),
            models.UniqueConstraint(
                fields=["person", "rule_code"],
                condition=Q(state=ProposalState.OPEN),
                name="proposal_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.OPEN, decided_at__isnull=True, decided_by="")
                | (Q(state__in=_DECIDED, decided_at__isnull=False) & ~Q(decided_by="")),
                name="proposal_decided_by_somebody",
            ),
        )
        indexes = (
            models.Index(fields=["area_code", "due_date"], condition=Q(state="open"), name="proposal_open_area"),
            models.Index(fields=["unit_id", "due_date"], condition=Q(state="open"), name="proposal_open_unit"),
        )

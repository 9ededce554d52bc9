"""Proposal."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yinling.base.rows.fields import CodeField, EncryptedTextField
from yinling.base.rows.models import PersonRow
from yinling.base.rows.rules import Privacy, RowRules, Sensitivity
from yinling.decisions.careplan.terms import ProposalState
from yinling.decisions.rulebook.terms import NeedType
from yinling.people.registry.models import person_key

_DECIDED = (ProposalState.APPROVED, ProposalState.REJECTED, ProposalState.POSTPONED)
_OPEN, _CODED = Sensitivity.OPEN, Sensitivity.CODED
_WAITING = (ProposalState.OPEN, ProposalState.POSTPONED)


class Proposal(PersonRow):
    """A service proposed for one person by one version of one rule: open -> approved, rejected, postponed or lapsed.

    `facts` are the stored values it stands on, `facts_digest` their SHA-256: a rejected need is not proposed again on
    the same facts. A postponed one is open again from `postponed_until` on; one lapses when its tag ends. `reasons` and
    `source` are what the officer who decided had before him; until then they follow from rule and facts.
    """

    rows: ClassVar[RowRules] = RowRules(
        Privacy.PERSON,
        app="select, insert, update (state, decided_at, decided_by, decision_note, postponed_until, reasons, source)",
        unasked={"state__in": ("open", "lapsed")},
        personal={
            "rule_code": _CODED, "rule_version": _OPEN, "rule_title": _CODED, "need_type": _CODED, "item": _CODED,
            "need": _CODED, "reasons": _CODED, "source": _OPEN, "facts": _CODED, "facts_digest": _OPEN,
            "postponed_until": _OPEN, "due_date": _OPEN, "state": _OPEN, "proposed_at": _OPEN, "decided_at": _OPEN,
            "decided_by": _OPEN, "decision_note": Sensitivity.SECRET,
        },
    )  # fmt: skip

    person = person_key("proposals")
    rule_code = CodeField()
    rule_version = models.IntegerField()
    rule_title = models.TextField()
    item = models.TextField()
    need = models.TextField()
    need_type = CodeField(choices=NeedType, default=NeedType.NONE)
    reasons = models.JSONField(default=list)
    source = models.TextField(default="", blank=True)
    facts = models.JSONField(null=True)
    facts_digest = CodeField()
    due_date = models.DateField()
    postponed_until = models.DateField(null=True)
    state = CodeField(choices=ProposalState, default=ProposalState.OPEN)
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.TextField(default="", blank=True)
    decision_note = EncryptedTextField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "rule_code", "item"], condition=Q(state__in=_WAITING), name="proposal_one_waiting"
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.OPEN, decided_at__isnull=True, decided_by="")
                | Q(state=ProposalState.LAPSED, decided_at__isnull=False)
                | (Q(state__in=_DECIDED, decided_at__isnull=False) & ~Q(decided_by="")),
                name="proposal_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.POSTPONED) | Q(postponed_until__isnull=False),
                name="proposal_postponed_until_a_day",
            ),
        )
        indexes = (
            models.Index(fields=["area_code", "due_date"], condition=Q(state="open"), name="proposal_open_area"),
            models.Index(fields=["unit_id", "due_date"], condition=Q(state="open"), name="proposal_open_unit"),
            models.Index(fields=["due_date", "id"], condition=Q(state="open"), name="proposal_open_due"),
            models.Index(fields=["area_code", "-decided_at"], condition=~Q(state="open"), name="proposal_decided_area"),
            models.Index(fields=["person", "rule_code"], name="proposal_person_rule"),
            models.Index(fields=["postponed_until"], condition=Q(state="postponed"), name="proposal_postponed"),
        )

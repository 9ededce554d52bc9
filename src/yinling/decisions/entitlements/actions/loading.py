"""Requirements are loaded from a file, by the system."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction

from yinling.base.journal.actions import record
from yinling.decisions.entitlements import policy
from yinling.decisions.entitlements.domain import RequirementChange, RequirementEntry, plan
from yinling.decisions.entitlements.events import RequirementsLoaded
from yinling.decisions.entitlements.models import Requirement
from yinling.decisions.entitlements.outside import RequirementFileRefused, read_requirement_file
from yinling.decisions.entitlements.queries.requirements import all_requirements
from yinling.kernel.canonical import canonical_json
from yinling.kernel.viewer import Viewer

SHIPPED = Path(__file__).parent.parent / "data" / "requirements.toml"
_LOCK = "SELECT pg_advisory_xact_lock(7259011)"  # two loads at once would each miss the other's overlap


@transaction.atomic
def load_requirements(*, path: Path, codes: Collection[str], by: Viewer, at: datetime) -> RequirementChange:
    """Take a file of requirements whole or not at all. A file that says nothing new changes and records nothing.

    `codes` are the rules of kind entitlement; papers of other rules are refused. Raises Forbidden for anyone but the
    system, RequirementFileRefused with every problem.
    """
    policy.may_load(by)
    file = read_requirement_file(path)
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
    change, problems = plan(file, all_requirements(), codes)
    if problems:
        raise RequirementFileRefused(problems)
    if not change.is_empty:
        _write(change)
        record(_fact(change), by=by, at=at)
    return change


def _write(change: RequirementChange) -> None:
    for entry in change.ended:
        same = Requirement.objects.filter(
            rule_code=entry.rule_code, evidence=entry.evidence, area_code=entry.area_code,
            valid_from=entry.period.start,
        )  # fmt: skip
        same.update(valid_to=entry.period.end)
    Requirement.objects.bulk_create(map(_row, change.new))


def _row(entry: RequirementEntry) -> Requirement:
    return Requirement(
        rule_code=entry.rule_code, evidence=entry.evidence, position=entry.position, area_code=entry.area_code,
        valid_from=entry.period.start, valid_to=entry.period.end, source_document=entry.source.document,
        clause=entry.source.clause, note=entry.source.note, confidence=entry.source.confidence,
    )  # fmt: skip


def _fact(change: RequirementChange) -> RequirementsLoaded:
    table = [_said(entry) for entry in (*change.new, *change.ended)]
    return RequirementsLoaded(
        subject=uuid.uuid4(),
        requirements=tuple(entry.called for entry in change.new),
        ended=tuple(entry.called for entry in change.ended),
        digest=hashlib.sha256(canonical_json(table)).hexdigest(),
    )


def _said(entry: RequirementEntry) -> dict[str, str]:
    return {
        "key": entry.called, "position": str(entry.position), "valid_to": str(entry.period.end),
        "source_document": entry.source.document, "clause": entry.source.clause, "note": entry.source.note,
        "confidence": entry.source.confidence,
    }  # fmt: skip

"""Rules are loaded from a file, by the system."""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime
from pathlib import Path

from django.db import transaction

from yinling.base.journal.actions import record
from yinling.decisions.rulebook import policy
from yinling.decisions.rulebook.actions.writing import ended_by, named, serialised, write
from yinling.decisions.rulebook.domain import Change, plan
from yinling.decisions.rulebook.events import RulesLoaded
from yinling.decisions.rulebook.outside import RuleFileRefused, read_rule_file
from yinling.decisions.rulebook.queries import whole_book
from yinling.kernel.canonical import canonical_json
from yinling.kernel.expression import Vocabulary
from yinling.kernel.viewer import Viewer

SHIPPED = Path(__file__).parent.parent / "data" / "rules.toml"
APPROVER = "system"  # rules that ship with the program: written by its makers, approved by the one who runs it


@transaction.atomic
def load_rules(*, path: Path, vocabulary: Vocabulary, by: Viewer, at: datetime) -> Change:
    """Take a rule file whole or not at all. A file that says nothing new changes nothing and records nothing.

    `vocabulary` is what rules may be written in. Raises Forbidden for anyone but the system, RuleFileRefused
    with every problem when the file is broken or the rulebook would contradict itself.
    """
    policy.may_load(by)
    file = read_rule_file(path)
    serialised()
    change, problems = plan(file, whole_book(), vocabulary)
    if problems:
        raise RuleFileRefused(problems)
    if not change.is_empty:
        table = write(change, approver=APPROVER, at=at)
        record(_fact(change, table), by=by, at=at)
    return change


def _fact(change: Change, table: list[dict[str, str]]) -> RulesLoaded:
    return RulesLoaded(
        subject=uuid.uuid4(),
        rules=tuple(named(rule) for rule in change.new.rules),
        parameters=tuple(named(parameter) for parameter in change.new.parameters),
        measures=tuple(named(measure) for measure in change.new.measures),
        ended=tuple(named(entry) for entry in ended_by(change)),
        digest=hashlib.sha256(canonical_json(table)).hexdigest(),
    )

"""The catalogue is loaded from a file, by the system."""

from __future__ import annotations

import uuid
from datetime import datetime
from pathlib import Path

from django.db import transaction

from yinling.base.journal.actions import record
from yinling.kernel.viewer import Viewer
from yinling.people.registry.terms import vocabulary
from yinling.supply.catalogue import policy
from yinling.supply.catalogue.actions.writing import named, serialised, write
from yinling.supply.catalogue.domain import Change, plan
from yinling.supply.catalogue.events import CatalogueLoaded
from yinling.supply.catalogue.outside import CatalogueRefused, read_catalogue
from yinling.supply.catalogue.queries import whole_catalogue

SHIPPED = Path(__file__).parent.parent / "data" / "catalogue.toml"


@transaction.atomic
def load_catalogue(*, path: Path, by: Viewer, at: datetime) -> Change:
    """Take a catalogue file whole or not at all. A file that says nothing new changes nothing and records nothing.

    Raises Forbidden for anyone but the system, CatalogueRefused with every problem when the file is broken or the
    catalogue would contradict itself.
    """
    policy.may_load(by)
    file = read_catalogue(path)
    serialised()
    change, problems = plan(file, whole_catalogue(), vocabulary())
    if problems:
        raise CatalogueRefused(problems)
    if not change.is_empty:
        digest = write(change)
        new, ended = (tuple(named(entry) for entry in part) for part in (change.new, change.ended))
        record(CatalogueLoaded(subject=uuid.uuid4(), new=new, ended=ended, digest=digest), by=by, at=at)
    return change

"""Changes of the catalogue: loaded from files, or written by one officer and approved by another."""

from yinling.supply.catalogue.actions.approving import PUBLISH, approve_draft, publish, refuse_draft
from yinling.supply.catalogue.actions.drafting import (
    APPROVAL,
    ContentUnfit,
    discard,
    submit,
    take_back,
    write_draft,
)
from yinling.supply.catalogue.actions.loading import SHIPPED, load_catalogue

__all__ = [
    "APPROVAL",
    "PUBLISH",
    "SHIPPED",
    "ContentUnfit",
    "approve_draft",
    "discard",
    "load_catalogue",
    "publish",
    "refuse_draft",
    "submit",
    "take_back",
    "write_draft",
]

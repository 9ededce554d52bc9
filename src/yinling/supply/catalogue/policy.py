"""Who may change the catalogue: officers write for their area, other officers approve, the system publishes."""

from yinling.base.approvals.policy import may_decide, may_own, may_write
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.expression import ExpressionError, parse
from yinling.kernel.viewer import Role, Viewer
from yinling.people.registry.policy import has_purposes
from yinling.people.registry.terms import purposes_of, vocabulary

__all__ = ["may_decide", "may_load", "may_own", "may_publish", "may_touch", "may_write", "reads"]


def may_load(by: Viewer) -> None:
    """Catalogue files are loaded by the system alone, when it starts. Raises Forbidden."""
    if by.role is not Role.SYSTEM:
        raise Forbidden


def may_publish(by: Viewer) -> None:
    """What was approved is published by background work alone. Raises Forbidden."""
    may_load(by)


def may_touch(by: Viewer, eligible: str) -> None:
    """Only who holds the purposes of all words of a condition writes or decides about it. Raises Forbidden."""
    if not reads(by, eligible):
        raise Forbidden


def reads(by: Viewer, eligible: str) -> bool:
    """Whether the viewer holds the purposes of all words that a condition reads, or mentions when it is broken."""
    if not eligible:
        return True
    words = vocabulary()
    try:
        read = {term.name for term in parse(eligible, words).terms}
    except ExpressionError:
        read = {term.name for term in words if term.name in eligible}
    return has_purposes(by, purposes_of(read))

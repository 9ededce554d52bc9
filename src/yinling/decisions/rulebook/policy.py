"""Who may change the rulebook: officers write for their area, other officers approve, the system publishes."""

from yinling.base.approvals.policy import may_decide, may_own, may_write
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Purpose, Role, Viewer

__all__ = ["may_decide", "may_load", "may_own", "may_publish", "may_touch", "may_write", "reads"]


def may_load(by: Viewer) -> None:
    """Rule files are loaded by the system alone, when it starts. Raises Forbidden."""
    _system_only(by)


def may_publish(by: Viewer) -> None:
    """What was approved is published by background work alone. Raises Forbidden."""
    _system_only(by)


def may_touch(by: Viewer, purposes: frozenset[Purpose]) -> None:
    """Only who holds the purposes of all words that a rule reads changes it. Raises Forbidden."""
    if not reads(by, purposes):
        raise Forbidden


def reads(by: Viewer, purposes: frozenset[Purpose]) -> bool:
    """Whether the viewer holds these purposes beyond the general one; the system reads for every purpose."""
    return by.role is Role.SYSTEM or purposes - {Purpose.GENERAL} <= by.purposes


def _system_only(by: Viewer) -> None:
    if by.role is not Role.SYSTEM:
        raise Forbidden

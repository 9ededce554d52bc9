"""Who may change the rulebook: officers write for their area, other officers approve, the system publishes."""

from yinling.base.approvals.policy import SameEyes
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.areas import NATION, AreaCodeInvalid, covers
from yinling.kernel.viewer import Purpose, Role, Viewer


def may_load(by: Viewer) -> None:
    """Rule files are loaded by the system alone, when it starts. Raises Forbidden."""
    _system_only(by)


def may_publish(by: Viewer) -> None:
    """What was approved is published by background work alone. Raises Forbidden."""
    _system_only(by)


def may_write(by: Viewer, area_code: str) -> None:
    """An officer writes for areas within his own, never for the nation; who sees units only writes none.

    Raises Forbidden.
    """
    if by.role is not Role.OFFICER or not by.area or area_code == NATION or not _covers(by.area, area_code):
        raise Forbidden


def may_touch(by: Viewer, purposes: frozenset[Purpose]) -> None:
    """Only who holds the purposes of all words that a rule reads changes it. Raises Forbidden."""
    if not reads(by, purposes):
        raise Forbidden


def may_decide(by: Viewer, area_code: str, author: str) -> None:
    """Another officer approves whose area covers that of the draft. Raises Forbidden, SameEyes for the author."""
    may_write(by, area_code)
    if by.account == author:
        raise SameEyes


def may_own(by: Viewer, author: str) -> None:
    """Only its author changes a draft: what another writes along he could not approve. Raises Forbidden."""
    if by.role is not Role.OFFICER or by.account != author:
        raise Forbidden


def reads(by: Viewer, purposes: frozenset[Purpose]) -> bool:
    """Whether the viewer holds these purposes beyond the general one; the system reads for every purpose."""
    return by.role is Role.SYSTEM or purposes - {Purpose.GENERAL} <= by.purposes


def _covers(outer: str, inner: str) -> bool:
    try:
        return covers(outer, inner)
    except AreaCodeInvalid:
        return False


def _system_only(by: Viewer) -> None:
    if by.role is not Role.SYSTEM:
        raise Forbidden

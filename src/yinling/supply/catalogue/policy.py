"""Who may change the catalogue: officers write for their area, other officers approve, the system publishes."""

from yinling.base.approvals.policy import SameEyes
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.areas import NATION, AreaCodeInvalid, covers
from yinling.kernel.expression import ExpressionError, parse
from yinling.kernel.viewer import Role, Viewer
from yinling.people.registry.policy import has_purposes
from yinling.people.registry.terms import purposes_of, vocabulary


def may_load(by: Viewer) -> None:
    """Catalogue files are loaded by the system alone, when it starts. Raises Forbidden."""
    if by.role is not Role.SYSTEM:
        raise Forbidden


def may_publish(by: Viewer) -> None:
    """What was approved is published by background work alone. Raises Forbidden."""
    may_load(by)


def may_write(by: Viewer, area_code: str) -> None:
    """An officer writes for areas within his own, never for the nation; who sees units only writes none.

    Raises Forbidden.
    """
    if by.role is not Role.OFFICER or not by.area or area_code == NATION or not _covers(by.area, area_code):
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


def _covers(outer: str, inner: str) -> bool:
    try:
        return covers(outer, inner)
    except AreaCodeInvalid:
        return False

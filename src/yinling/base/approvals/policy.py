"""Who may write, ask, decide and withdraw: officers, within the area that they keep; nobody decides for himself."""

from yinling.base.rows.refusals import Forbidden, Refused
from yinling.kernel.areas import NATION, AreaCodeInvalid, covers
from yinling.kernel.viewer import Role, Viewer


class SameEyes(Refused):
    """One account asks and decides: a second person must look."""


def may_write(by: Viewer, area_code: str) -> None:
    """An officer writes for areas within his own, never for the nation; who sees units only writes none.

    Raises Forbidden.
    """
    if area_code == NATION:
        raise Forbidden
    may_ask(by, area_code)


def may_ask(by: Viewer, area_code: str) -> None:
    """Officers ask for what lies in their own area. Raises Forbidden."""
    if not _keeps(by, area_code):
        raise Forbidden


def may_decide(by: Viewer, area_code: str, asked_by: str) -> None:
    """Another officer decides whose area covers the matter. Raises Forbidden, SameEyes."""
    may_ask(by, area_code)
    if by.account == asked_by:
        raise SameEyes


def may_own(by: Viewer, author: str) -> None:
    """Only who wrote it changes a draft, since nobody approves what he wrote along; only who asked withdraws.

    Raises Forbidden.
    """
    if by.role is not Role.OFFICER or by.account != author:
        raise Forbidden


def _keeps(by: Viewer, area_code: str) -> bool:
    if by.role is not Role.OFFICER or not by.area:
        return False
    try:
        return covers(by.area, area_code)
    except AreaCodeInvalid:
        return False

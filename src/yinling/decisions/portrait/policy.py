"""Who may draw portraits anew, and who may contest what they say."""

from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Role, Viewer


def may_recalculate(by: Viewer) -> None:
    """Whole areas are drawn anew by background work alone. Raises Forbidden."""
    if by.role is not Role.SYSTEM:
        raise Forbidden


def may_judge(by: Viewer) -> None:
    """Whoever changes a fact draws the portrait anew in the same act: officers, and background work.

    Raises Forbidden.
    """
    if by.role not in {Role.OFFICER, Role.SYSTEM}:
        raise Forbidden


def may_contest(by: Viewer) -> None:
    """Officers decide about contests. Raises Forbidden."""
    if by.role is not Role.OFFICER:
        raise Forbidden


def may_voice(by: Viewer) -> None:
    """Officers write down what they hear; the person and a proxy say it themselves: the right is asked for with the
    person. Raises Forbidden.
    """
    if by.role not in {Role.OFFICER, Role.PERSON, Role.PROXY}:
        raise Forbidden

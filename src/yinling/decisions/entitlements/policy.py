"""Who may gather papers and take lists of candidates out of the house."""

from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Role, Viewer


def may_load(by: Viewer) -> None:
    """Files of requirements are loaded by the system alone, when it starts. Raises Forbidden."""
    if by.role is not Role.SYSTEM:
        raise Forbidden


def may_list(by: Viewer) -> None:
    """Officers see who is perhaps entitled; what is outside their scope they do not find. Raises Forbidden."""
    if by.role is not Role.OFFICER:
        raise Forbidden


def may_gather(by: Viewer) -> None:
    """Officers note which papers they saw. Raises Forbidden."""
    may_list(by)


def may_export(by: Viewer) -> None:
    """Officers take lists out of the house. Raises Forbidden."""
    may_list(by)

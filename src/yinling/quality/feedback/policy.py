"""Who may answer what people say. Who may say it is asked of the proxies."""

from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Role, Viewer
from yinling.people.proxies.policy import cares_for
from yinling.people.registry.models import Person


def may_judge(by: Viewer, worker: str) -> None:
    """Nobody rates a visit that he made himself, whatever right he holds. Raises Forbidden."""
    if by.account == worker:
        raise Forbidden


def may_answer(by: Viewer, person: Person) -> None:
    """The officer in whose care the person is answers. Raises Forbidden."""
    if not cares_for(by, person):
        raise Forbidden


def may_list(by: Viewer) -> None:
    """Officers read lists of ratings and take them out of the house. Raises Forbidden."""
    if by.role is not Role.OFFICER:
        raise Forbidden

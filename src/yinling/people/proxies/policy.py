"""Who may record and revoke rights, and who is staff to a person."""

from yinling.base.rows.refusals import Forbidden
from yinling.kernel.areas import covers
from yinling.kernel.viewer import Role, Viewer
from yinling.people.registry.models import Person


def cares_for(by: Viewer, person: Person) -> bool:
    """Whether the person is in the officer's own area or units. One who sees a person otherwise (break-glass) looks
    and does nothing in that person's name."""
    in_area = bool(by.area) and covers(by.area or "", person.area_code)
    return by.role is Role.OFFICER and (in_area or person.unit_id in by.units)


def may_record(by: Viewer, person: Person) -> None:
    """Officers record who may act for the people in their care; nobody for a record that became part of another.

    Raises Forbidden.
    """
    if not cares_for(by, person) or person.merged_into_id is not None:
        raise Forbidden


def may_revoke(by: Viewer, person: Person) -> None:
    """The officer in charge revokes a right, and so does the person himself. Raises Forbidden."""
    is_person = by.role is Role.PERSON and person.id in by.persons
    if not is_person and not cares_for(by, person):
        raise Forbidden


def may_keep_keys(by: Viewer, person: Person) -> None:
    """The officer in charge gives, renews and takes back the keys to the elder door. Raises Forbidden."""
    may_record(by, person)


def may_open(by: Viewer) -> None:
    """Background work alone ties a person to a key, and lets keys follow cards and rights. Raises Forbidden."""
    if by.role is not Role.SYSTEM:
        raise Forbidden

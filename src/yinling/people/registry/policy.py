"""Who may do what with persons' records."""

from collections.abc import Iterable

from yinling.base.rows.refusals import Forbidden
from yinling.kernel.areas import covers
from yinling.kernel.viewer import Purpose, Role, Viewer
from yinling.people.registry.terms import CATALOGUE, SECRET_TERMS


def may_register(by: Viewer) -> None:
    """Officers keep the registry. Raises Forbidden."""
    if by.role is not Role.OFFICER:
        raise Forbidden


def may_register_at(by: Viewer, area_code: str, unit_id: int) -> None:
    """A new record must lie in the officer's own area or units. Raises Forbidden."""
    may_register(by)
    if not (by.area and covers(by.area, area_code)) and unit_id not in by.units:
        raise Forbidden


def may_reveal(by: Viewer) -> None:
    """Officers and the worker on the way may unmask a secret term, for a reason that is written down."""
    if by.role not in {Role.OFFICER, Role.WORKER}:
        raise Forbidden


def may_enter_rosters(by: Viewer) -> None:
    """Whole rosters are written by the system alone, on behalf of whoever handed them in. Raises Forbidden."""
    if by.role is not Role.SYSTEM:
        raise Forbidden


def may_count(by: Viewer, area: str | None) -> None:
    """Officers count within their own area, or all that they see (no area named); the system anywhere.

    Raises Forbidden, AreaCodeInvalid.
    """
    if by.role is Role.SYSTEM:
        return
    if by.role is not Role.OFFICER or (area is not None and not (by.area and covers(by.area, area))):
        raise Forbidden


def has_purposes(by: Viewer, purposes: frozenset[Purpose]) -> bool:
    """Whether the viewer carries all of these purposes beyond the general one; the system reads for every purpose."""
    return by.role is Role.SYSTEM or purposes - {Purpose.GENERAL} <= by.purposes


def reads(by: Viewer, column: str) -> bool:
    """Whether the viewer holds the purpose for which a term is kept; what is no term is kept for all."""
    return column not in CATALOGUE or has_purposes(by, frozenset({CATALOGUE[column].purpose}))


def may_read(by: Viewer, columns: Iterable[str]) -> None:
    """Raises Forbidden for a term whose purpose the viewer does not hold: not shown, filtered, sorted nor exported."""
    if not all(reads(by, column) for column in columns):
        raise Forbidden


def may_list(by: Viewer, columns: Iterable[str]) -> None:
    """A list shows no secret term, whoever asks. Raises Forbidden."""
    columns = list(columns)
    may_read(by, columns)
    if not SECRET_TERMS.isdisjoint(columns):
        raise Forbidden


def may_export(by: Viewer) -> None:
    """Officers take lists out of the house. Raises Forbidden."""
    if by.role is not Role.OFFICER:
        raise Forbidden


def may_recount(by: Viewer) -> None:
    """Tallies follow from what stands in the registry: background work counts them. Raises Forbidden."""
    if by.role is not Role.SYSTEM:
        raise Forbidden


def may_correct(by: Viewer, term: str) -> None:
    """Officers change terms that they may know. Raises Forbidden."""
    may_register(by)
    if term not in CATALOGUE:
        raise Forbidden
    may_read(by, [term])


def may_ask(by: Viewer, term: str) -> None:
    """Officers and the machinery may doubt a term. Raises Forbidden."""
    if by.role is not Role.SYSTEM:
        may_correct(by, term)

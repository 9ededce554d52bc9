"""Every action refuses a viewer who may nothing, and its change stands or falls with its fact."""

from __future__ import annotations

import importlib
import inspect
import traceback
import typing
import uuid
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from types import UnionType
from uuid import UUID

import pytest
from django.conf import settings as django_settings
from django.db import DatabaseError, connection, transaction

from tests.architecture import (  # noqa: F401 - importing them enters their examples
    catalogue_examples,
    entitlement_examples,
    extra_power_examples,
    feedback_examples,
    key_examples,
    notice_examples,
    portrait_examples,
    roster_examples,
    visit_examples,
)
from tests.architecture.examples import EXAMPLES, OPEN_TO_NOBODY, PARTS, Call, World
from tests.architecture.source import HOUSE, apps
from tests.people.registry.people import become_owner, form
from yinling.base.accounts.models import Account
from yinling.base.accounts.terms import AccountKind
from yinling.base.journal.models import Entry
from yinling.base.rows.refusals import Forbidden
from yinling.base.rows.viewing import state
from yinling.base.units.models import Unit
from yinling.decisions.careplan.terms import Verdict
from yinling.decisions.portrait.domain.cohorts import CohortFilter, Dimension
from yinling.decisions.portrait.terms import Claim, ContestState, Voice
from yinling.decisions.rulebook.terms import DraftKind
from yinling.kernel.expression import Vocabulary
from yinling.kernel.viewer import NOBODY, Purpose, Role, Viewer
from yinling.people.registry.domain import Registration
from yinling.people.registry.terms import QuestionState, vocabulary
from yinling.service.delivery.domain import Place
from yinling.service.delivery.terms import Confirmer, NoShow, WordWay
from yinling.supply.catalogue.terms import EntryKind
from yinling.supply.workforce.domain import Profile

Action = Callable[..., object]


def _actions() -> dict[str, Action]:
    found: dict[str, Action] = {}
    for app in sorted(apps()):
        folder = HOUSE.parent / app.replace(".", "/")
        if not (folder / "actions.py").exists() and not (folder / "actions").is_dir():
            continue
        module = importlib.import_module(f"{app}.actions")
        for name, member in vars(module).items():
            is_own = inspect.isfunction(member) and f"{inspect.unwrap(member).__module__}.".startswith(
                f"{app}.actions."
            )
            if is_own and not name.startswith("_") and "by" in inspect.signature(member).parameters:
                found[f"{app.removeprefix('yinling.')}.{name}"] = member
    return found


ACTIONS = _actions()
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick_hash(settings):
    settings.PASSWORD_HASHERS = ["tests.base.accounts.conftest.QuickScrypt"]


@pytest.fixture
def world(sides, now, tmp_path):
    return World(at=now, tmp=tmp_path)


_PLAIN: dict[object, Callable[[], object]] = {
    str: lambda: "something", int: lambda: 1, bool: lambda: False, UUID: uuid.uuid4, date: lambda: date(2026, 11, 22),
    datetime: lambda: datetime.fromisoformat("2026-11-22T01:30:00+00:00"), Path: lambda: Path("nothing-is-there.csv"),
    AccountKind: lambda: AccountKind.PERSON, Role: lambda: Role.OFFICER, Confirmer: lambda: Confirmer.PERSON,
    Place: lambda: Place(36.0, 103.8, 30), NoShow: lambda: NoShow.NOBODY, WordWay: lambda: WordWay.PHONE,
    Registration: lambda: form(Unit(area_id="530102")),
    CohortFilter: CohortFilter, Dimension: lambda: Dimension.AGE_BAND,
    Vocabulary: vocabulary, Account: lambda: Account(username="nobody", display_name="x"), Viewer: lambda: NOBODY,
    Profile: lambda: Profile("staff"), Verdict: lambda: Verdict.APPROVE, QuestionState: lambda: QuestionState.KEPT, DraftKind: lambda: DraftKind.RULE, EntryKind: lambda: EntryKind.ITEM,
    Claim: lambda: Claim.SHOULD, Voice: lambda: Voice.PERSON, ContestState: lambda: ContestState.KEPT, bytes: lambda: b"", Unit: lambda: Unit(area_id="530102"),
}  # fmt: skip


_EMPTY: dict[object, Callable[[], object]] = {
    **dict.fromkeys((list, tuple, Sequence, Collection), tuple), Mapping: dict,
    Callable: lambda: lambda *_given: frozenset(),
}  # fmt: skip


def _plausible(annotation: object) -> object:
    """A value of the type, such as a person could send."""
    origin = typing.get_origin(annotation)
    if origin in {typing.Union, UnionType}:
        return _plausible(typing.get_args(annotation)[0])
    if origin is frozenset:
        return frozenset({Purpose.GENERAL})
    if origin in _EMPTY:
        return _EMPTY[origin]()
    if isinstance(annotation, type) and annotation not in _PLAIN and issubclass(annotation, Enum):
        return next(iter(annotation))
    return _PLAIN[annotation]()


def _guess(action: Action) -> dict[str, object]:
    hints = typing.get_type_hints(inspect.unwrap(action))
    wanted = inspect.signature(action).parameters.values()
    return {p.name: _plausible(hints[p.name]) for p in wanted if p.kind is p.KEYWORD_ONLY and p.default is p.empty}


# Counted before it is judged, whatever comes of it: guessing a code must cost a try even when something breaks.
KEPT_ON_PURPOSE = {"delivery_task": "wrong_codes", "delivery_phonecode": "tries"}


def contents(*, forgiving: bool = False) -> dict[str, tuple[int, int]]:
    """For every table the number of its rows and a sum over them, as owner: any change changes it.

    `forgiving` leaves out what stays on purpose.
    """
    left_out = KEPT_ON_PURPOSE if forgiving else {}
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        names = [t.name for t in connection.introspection.get_table_list(cursor) if t.type in {"t", "p"}]
        texts = {n: f"(to_jsonb(t) - '{left_out[n]}')::text" if n in left_out else "t::text" for n in names}
        parts = [
            f"SELECT '{n}', count(*), coalesce(sum(hashtext({texts[n]})::bigint), 0) FROM \"{n}\" t" for n in names
        ]
        cursor.execute(" UNION ALL ".join(parts))
        return {name: (count, int(total)) for name, count, total in cursor.fetchall()}


def as_caller(by: Viewer) -> None:
    """The side of the wall that this viewer works on."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        state(by)
        cursor.execute("SET LOCAL ROLE yl_system" if by.role is Role.SYSTEM else "SET LOCAL ROLE yl_app")


@contextmanager
def broken_journal() -> Iterator[None]:
    """Nothing can be written into the journal, for a reason that no action knows."""
    become_owner()
    with connection.cursor() as cursor:
        cursor.execute("CREATE FUNCTION break_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'broken'; END $$")
        cursor.execute("CREATE TRIGGER breaks BEFORE INSERT ON journal_entry FOR EACH ROW EXECUTE FUNCTION break_it()")
    yield
    become_owner()
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER breaks ON journal_entry; DROP FUNCTION break_it()")


def test_every_action_has_a_worked_example():
    known = {*EXAMPLES, *PARTS, *OPEN_TO_NOBODY}
    assert sorted(name for name, action in ACTIONS.items() if action not in known) == []
    assert known <= set(ACTIONS.values())


@pytest.mark.slow  # as many again as below
@pytest.mark.parametrize("name", [n for n, action in ACTIONS.items() if action not in OPEN_TO_NOBODY])
def test_an_action_refuses_who_may_nothing_and_changes_nothing(name, world):
    before = contents()
    as_caller(NOBODY)
    with pytest.raises(Forbidden):
        ACTIONS[name](**_guess(ACTIONS[name]) | {"by": NOBODY})
    assert contents() == before


@pytest.mark.slow  # half a second each, and there are many: not for the quick run
@pytest.mark.parametrize("name", [n for n, action in ACTIONS.items() if action in EXAMPLES])
def test_a_change_vanishes_with_its_fact(name, world):
    action = ACTIONS[name]
    by, arguments = EXAMPLES[action](world)
    arguments = {"at": world.at} | arguments
    before = contents(forgiving=True)
    with broken_journal():
        as_caller(by)
        with pytest.raises(DatabaseError, match="broken"):
            action(**arguments, by=by)  # no savepoint of ours: the action brings its own, or this transaction is dead
        assert contents(forgiving=True) == before
    facts = Entry.objects.count()
    as_caller(by)
    action(**arguments, by=by)
    assert contents(forgiving=True) != before
    assert Entry.objects.count() > facts


@pytest.mark.slow  # as above
@pytest.mark.parametrize("name", [n for n, action in ACTIONS.items() if action in PARTS])
def test_a_part_of_an_action_works_from_its_callers_side(name, world):
    action = ACTIONS[name]
    by, arguments = PARTS[action][1](world)
    arguments = {"at": world.at} | arguments
    before = contents()
    as_caller(by)
    action(**arguments, by=by)
    assert contents() != before


class Witness:
    """Notes for every written table which app's code wrote it."""

    def __init__(self) -> None:
        self.written: set[tuple[str, str]] = set()

    def __call__(self, execute: Callable[..., object], sql: str, params: object, many: bool, context: object) -> object:
        words = str(sql).replace('"', "").split()
        verb = words[0].upper() if words else ""
        if verb in {"INSERT", "UPDATE", "DELETE"}:
            table = words[1] if verb == "UPDATE" else words[2]
            self.written.add((table.split("(")[0], self._writer()))
        return execute(sql, params, many, context)

    @staticmethod
    def _writer() -> str:
        for frame in reversed(traceback.extract_stack()):
            path = Path(frame.filename)
            if path.is_relative_to(HOUSE) and not path.is_relative_to(HOUSE / "base" / "rows"):
                return ".".join(path.relative_to(HOUSE).parts[:2])
        return "tests"


def _owners_of(table: str) -> set[str]:
    """The app of a table, and of each abstract row that it is made from: a draft lives in the table of another app."""
    from django.apps import apps as registry

    for model in registry.get_models(include_auto_created=True):
        if model._meta.db_table == table and model.__module__.startswith("yinling."):
            made_from = [kind.__module__ for kind in model.__mro__ if kind.__module__.startswith("yinling.")]
            return {".".join(module.split(".")[1:3]) for module in made_from}
    return set()


@pytest.mark.parametrize("name", [n for n, action in ACTIONS.items() if action not in OPEN_TO_NOBODY])
def test_each_table_is_written_by_its_own_app(name, world):
    action = ACTIONS[name]
    call: Call = (EXAMPLES[action] if action in EXAMPLES else PARTS[action][1])(world)
    by, arguments = call
    as_caller(by)
    witness = Witness()
    with connection.execute_wrapper(witness), transaction.atomic():
        action(**{"at": world.at} | arguments, by=by)
    owners = {table: _owners_of(table) for table, _app in witness.written}
    astray = {(table, app) for table, app in witness.written if owners[table] and app not in owners[table]}
    assert astray == set()
    foreign = {table for table, owned in owners.items() if not owned}
    assert foreign <= set(django_settings.YINLING_FOREIGN_TABLES)

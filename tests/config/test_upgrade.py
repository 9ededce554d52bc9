"""The database of an earlier main, migrated by today's migrations, goes on: every state of a task, receipts, pages, the wall."""

from __future__ import annotations

import os
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from tests.cluster import cluster
from tests.conftest import NOW, _point_at
from tests.factories import SYSTEM, signed_in, viewer_for
from yinling.base.accounts.models import Account
from yinling.base.journal.actions import seal_batch, sign_checkpoint
from yinling.base.journal.audit import audit
from yinling.base.rows.viewing import state
from yinling.config.launcher.trust import verifier_key
from yinling.decisions.careplan.models import Proposal
from yinling.kernel.receipts import verify_receipt
from yinling.people.registry.models import Person
from yinling.service.delivery.models import Receipt, Task
from yinling.service.delivery.queries import receipt_file
from yinling.service.dispatch.models import Offer
from yinling.service.orders.models import Order

pytestmark = [pytest.mark.slow, pytest.mark.django_db]  # loads and migrates a whole database, once
A1 = Path(__file__).with_name("data") / "a1.sql"
NAMES = {
    "offered": "李国英", "taken": "王秀兰", "checked_in": "张桂芳", "done": "刘淑珍", "confirmed": "陈玉梅", "proxy": "杨志强",
    "returned": "赵德福", "untaken": "黄建国", "cancelled": "周文清", "approved": "吴永年", "waiting": "徐凤英", "rejected": "孙家栋",
}  # fmt: skip


def key(name: str) -> UUID:
    """The public id of a person of the dump (tests/config/data/README.md)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"yinling A1 {name}")


@pytest.fixture(scope="module", autouse=True)
def _upgraded(django_db_setup: str, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """A1's database in a database of its own, migrated as `up` does it; this module's tests look at it."""
    name = f"yl_a1_{os.getpid()}"
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's blocker has no public type
        with cluster().connect() as admin:
            admin.execute(sql.SQL("CREATE DATABASE {} OWNER yl_owner").format(sql.Identifier(name)))
        _load(name)
        _point_at(name)
        call_command("migrate", verbosity=0, interactive=False)
        connection.close()
    yield
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # as above
        connections.close_all()
        _point_at(django_db_setup)
        with cluster().connect() as admin:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _load(name: str) -> None:
    """Read the dump by psql as the owner; any failure stops it."""
    parts = conninfo_to_dict(cluster().url("yl_owner", name))
    password = str(parts.pop("password"))
    command = [
        cluster().seat.program("psql"),
        "--quiet",
        "--set=ON_ERROR_STOP=1",
        "--no-psqlrc",
        "-f",
        str(A1),
        make_conninfo("", **parts),
    ]
    loaded = subprocess.run(
        command, env={"PGPASSWORD": password, "PATH": "/usr/bin"}, capture_output=True, text=True, check=False
    )
    assert (loaded.returncode, loaded.stderr) == (0, "")


@pytest.fixture
def officer(sides):
    """A browser of the officer of the dump's county, at the application's side of the wall."""
    client = signed_in(Account.objects.get(username="officer"))
    sides.app()
    return client


def states() -> dict[str, tuple[str, ...]]:
    """Of each person by name of the dump: the states of order and tasks."""
    said = {owner.pk: name for name in NAMES for owner in [Person.objects.get(public_id=key(name))]}
    return {
        said[order.person_id]: (order.state, *Task.objects.filter(order=order).values_list("state", flat=True))
        for order in Order.objects.all()
    }


def test_every_order_is_where_it_was_and_what_was_on_offer_is_an_offer(sides):
    sides.owner()
    assert states() == {
        "offered": ("placed",),
        "taken": ("in_hand", "taken"),
        "checked_in": ("in_hand", "checked_in"),
        "done": ("in_hand", "done"),
        "confirmed": ("fulfilled", "confirmed"),
        "proxy": ("fulfilled", "confirmed"),
        "returned": ("returned", "withdrawn"),
        "untaken": ("returned", "withdrawn"),
        "cancelled": ("cancelled",),
    }
    offered = Offer.objects.filter(order__person__public_id=key("offered"))
    assert sorted(offered.values_list("state", flat=True)) == ["offered", "offered"]
    assert dict(Proposal.objects.values_list("person__public_id", "state")) == {
        key(name): {"waiting": "open", "rejected": "rejected"}.get(name, "approved") for name in NAMES
    }


def test_the_wall_stands_around_old_rows(sides):
    officer, stranger = (Account.objects.get(username=name) for name in ("officer", "stranger"))
    seen = {}
    for who in (officer, stranger, None):
        sides.app(viewer_for(who, at=NOW) if who else None)
        seen[who] = (
            Person.objects.count(),
            Order.objects.count(),
            Task.objects.count(),
            Receipt.objects.count(),
            Offer.objects.count(),
        )
        sides.owner()
    assert (min(seen[officer]), seen[stranger], seen[None]) == (2, (0,) * 5, (0,) * 5)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_each_dossier_opens(officer, name):
    page = officer.get(f"/desk/people/{key(name)}")
    assert page.status_code == 200
    assert NAMES[name] in page.content.decode()


@pytest.mark.parametrize(
    "path", ["/desk/", "/desk/people/", "/desk/orders", "/desk/people/?q=czr", "/desk/figures", "/desk/quality"]
)
def test_each_page_of_the_desk_opens(officer, path):
    page = officer.get(path, follow=True)
    assert page.status_code == 200


def test_what_was_encrypted_is_read(officer):
    page = officer.get(f"/desk/people/{key('confirmed')}").content.decode()
    assert "陪聊一小时，量血压正常" in page or "138****" in page


def test_a_workers_tasks_go_on(sides):
    client = signed_in(Account.objects.get(username="worker1"))
    sides.app()
    page = client.get("/field/", follow=True)
    assert page.status_code == 200


def test_receipts_of_then_verify_now_and_the_journal_goes_on(sides):
    sides.owner()
    by = viewer_for(Account.objects.get(username="officer"), at=NOW)
    log_key = verifier_key(settings.YINLING_LOG_ORIGIN, bytes.fromhex(settings.YINLING_LOG_KEY))
    policy = f"log {log_key}\nquorum none\n".encode()
    found = {}
    for name in ("confirmed", "proxy"):
        task = Task.objects.get(order__person__public_id=key(name))
        state(by)
        found[name] = verify_receipt(receipt_file(task=task.public_id, by=by), policy).header.subject == task.public_id
    assert found == {"confirmed": True, "proxy": True}
    state(SYSTEM)
    while seal_batch(by=SYSTEM, at=NOW):
        continue
    sign_checkpoint(by=SYSTEM, at=NOW)
    assert [finding for finding in audit() if "副本" not in str(finding)] == []


def test_it_can_be_migrated_again(sides):
    call_command("migrate", check_unapplied=True, verbosity=0)

"""PostgreSQL, web and background are killed during each of the five writes: nothing acknowledged is lost, nothing doubled.

The person at the other end does what people do: presses again when no answer comes.
"""

from __future__ import annotations

import random
import re
import threading
import time
from collections.abc import Callable
from contextlib import suppress

import psycopg
import pytest

from tests.config.house import House
from tests.walk.caller import LOST, Caller, Form, Page
from yinling.kernel.receipts import verify_receipt

WRITES = ("register", "approve", "take", "check_in", "confirm")
VICTIMS = ("postgres", "web", "background")
ITEM = "上门关怀"  # one of several services that a man of 91 who lives alone is offered
SECONDS = 60  # what healing may take beside a busy machine: rescue of a killed worker's job is the slowest, some 15 s


@pytest.fixture(scope="module")
def people(house: House) -> dict[str, Caller]:
    """An officer and a worker, signed in once: sessions outlive every killed process."""
    found = {name: Caller(f"http://127.0.0.1:{house.port}") for name in ("lanzhou", "xiaozhou")}
    for name, caller in found.items():
        caller.sign_in(name)
    return found


class Killer:
    """Kills one process while a form is under way, then lets the person press again."""

    def __init__(self, house: House, victim: str, chance: random.Random) -> None:
        self.house, self.victim, self.chance = house, victim, chance

    def send(self, caller: Caller, form: Form, **fields: str) -> Page:
        lost = threading.Thread(target=self._send_into_the_void, args=(caller, form, fields))
        lost.start()
        time.sleep(self.chance.uniform(0, 0.08))
        self._kill()
        lost.join()
        return caller.send(form, **fields)

    def _kill(self) -> None:
        with suppress(KeyError, ProcessLookupError):  # it may be on its way up from the kill before
            self.house.kill(self.victim)

    @staticmethod
    def _send_into_the_void(caller: Caller, form: Form, fields: dict[str, str]) -> None:
        with suppress(*LOST):
            caller.send_once(form, **fields)


def eventually(look: Callable[[], Page], wanted: str) -> Page:
    """Look again until a page shows what must come."""
    end = time.monotonic() + SECONDS
    while wanted not in (page := look()).text:
        assert time.monotonic() < end, f"{wanted} never came on {page.address}: {page.text[-3000:]}"
        time.sleep(0.3)
    return page


@pytest.mark.kill
@pytest.mark.parametrize("victim", VICTIMS)
def test_every_write_survives_a_kill(house: House, people: dict[str, Caller], victim: str):
    killer = Killer(house, victim, random.Random(f"kill {victim}"))
    name = {"postgres": "赵国强", "web": "钱秀兰", "background": "孙德明"}[victim]
    officer, worker = people["lanzhou"], people["xiaozhou"]

    dossier = _register(killer, officer, name)
    person = re.search(r"people/([0-9a-f-]{36})", dossier.address).group(1)
    today = eventually(lambda: officer.get("/desk/"), f"{name} {ITEM}")
    killer.send(officer, _approve_form(today, name))
    task = _task_of(house, person)
    offers = worker.get("/field/")
    page = killer.send(worker, offers.form(f"{task}/take"))
    assert page.address.endswith(f"/field/tasks/{task}"), page.text[-3000:]
    code = re.search(r"[2-9A-Z]{4}[- ]?[2-9A-Z]{4}", _plain(officer.get(f"/desk/people/{person}/card").text)).group(0)
    page = killer.send(worker, worker.get(f"/field/tasks/{task}").form("check-in"), code=code)
    assert page.status == 200, page.text[-3000:]
    _finish(worker, task)
    killer.send(worker, worker.get(f"/field/tasks/{task}").form("confirm"), confirmer="person")

    receipt = eventually(lambda: officer.get(f"/desk/receipts/{task}"), "c2sp.org/tlog-proof@v1")
    proven = verify_receipt(receipt.text.encode(), house.where.policy.read_bytes())
    assert (str(proven.header.subject), proven.body["item"]) == (task, ITEM)
    assert _counts(house, person) == {
        "person": 1,
        "facts_once": True,
        "proposals": "代缴代办 open, 上门关怀 approved",
        "orders": 1,
        "tasks": 1,
        "receipts": 1,
        "cards": 1,
        "kinds_once": True,
    }
    _nothing_unsealed(house)


def _register(killer: Killer, officer: Caller, name: str) -> Page:
    page = officer.get("/desk/people/new")
    unit, area = page.options("unit")[1][0], next(value for value, _label in page.options("area_code") if value)
    page = killer.send(
        officer,
        page.form("/desk/people/new"),
        name=name,
        birth_date="1935-01-01",
        sex="1",
        person_type="retired",
        unit=unit,
        area_code=area,
        living_arrangement="alone",
        self_care="partly",
    )
    assert re.search(r"people/[0-9a-f-]{36}", page.address), page.text[:3000]
    return page


def _finish(worker: Caller, task: str) -> None:
    """Every line of the item's checklist is done; a page with a line left out says so and stays."""
    page = worker.get(f"/field/tasks/{task}")
    lines = dict.fromkeys(re.findall(r'name="(line_\d+)"', page.text), "done")
    page = worker.send(page.form("finish"), notes="陪聊一小时，一切都好", **lines)
    assert "/confirm" in page.text, page.text[-3000:]


def _task_of(house: House, person: str) -> str:
    """The worker's offer of this person's order, once it is there; the task will bear its id. Offers bear no name."""
    query = """SELECT offer.public_id::text FROM dispatch_offer AS offer JOIN registry_person AS person
        ON person.id = offer.person_id JOIN accounts_account AS account ON account.public_id = offer.worker
        WHERE person.public_id = %s AND account.username = 'xiaozhou'"""
    end = time.monotonic() + SECONDS
    while True:
        with suppress(psycopg.OperationalError), house.cluster.connect("yinling") as connection:
            if found := connection.execute(query, [person]).fetchone():
                return str(found[0])
        assert time.monotonic() < end, "the order was never offered"
        time.sleep(0.3)


def _approve_form(today: Page, name: str) -> Form:
    """The approval of this person's visit, which stands after the name and the item of its line."""
    after = Page(today.address, today.status, today.text[today.text.index(f"{name} {ITEM}") :])
    return after.form("/approve")


def _plain(text: str) -> str:
    return re.sub(r"<[^>]*>", " ", text[text.index("</head>") :])


def _counts(house: House, person: str) -> dict[str, object]:
    """What stands in the tables about one person, seen by the superuser."""
    counted = {
        "person": "SELECT count(*) FROM registry_person WHERE public_id = %(p)s",
        "facts_once": "SELECT count(*) = count(DISTINCT term) AND count(*) > 5 FROM registry_fact WHERE {of}",
        "proposals": "SELECT string_agg(item || ' ' || state, ', ' ORDER BY rule_code, item) FROM careplan_proposal"
        " WHERE {of}",
        "orders": "SELECT count(*) FROM orders_order WHERE {of} AND state = 'fulfilled' AND round = 1",
        "tasks": "SELECT count(*) FROM delivery_task WHERE {of} AND state = 'confirmed'",
        "receipts": "SELECT count(*) FROM delivery_receipt WHERE {of}",
        "cards": "SELECT count(*) FROM registry_card WHERE {of}",
        "kinds_once": "SELECT bool_and(n = 1) FROM (SELECT count(*) n FROM journal_entry WHERE subject IN"
        " (SELECT public_id FROM registry_person WHERE public_id = %(p)s UNION SELECT public_id FROM dispatch_offer"
        " WHERE {of} UNION SELECT public_id FROM orders_order WHERE {of} UNION SELECT public_id FROM"
        " careplan_proposal WHERE {of}) GROUP BY subject, kind) once",
    }
    of = "person_id = (SELECT id FROM registry_person WHERE public_id = %(p)s)"
    with house.cluster.connect("yinling") as connection:
        return {
            name: connection.execute(query.replace("{of}", of), {"p": person}).fetchone()[0]
            for name, query in counted.items()
        }


def _nothing_unsealed(house: House) -> None:
    """Every entry has one leaf, and the sealer has caught up."""
    end = time.monotonic() + SECONDS
    query = "SELECT (SELECT count(*) FROM journal_entry) - (SELECT count(*) FROM journal_leaf)"
    with house.cluster.connect("yinling") as connection:
        while connection.execute(query).fetchone()[0]:
            assert time.monotonic() < end, "entries without a leaf"
            time.sleep(0.2)

"""Made `a1.sql`: run in a worktree of 5b32566 with that commit's own code; it does not run with today's.

git worktree add /tmp/a1 5b32566 && python tests/config/data/make_a1.py /tmp/a1 tests/config/data/a1.sql
"""

import os
import subprocess
import sys
import uuid
from datetime import timedelta
from pathlib import Path

HERE, OUT = Path(sys.argv[1]), Path(sys.argv[2]).absolute()
sys.path[:0] = [str(HERE / "src"), str(HERE)]

from tests import cluster as tests_cluster  # noqa: E402 - that commit's, by the path above

CLUSTER = tests_cluster.cluster()
CLUSTER.ensure()
with CLUSTER.connect() as admin:
    admin.execute("DROP DATABASE IF EXISTS yl_a1 WITH (FORCE)")
    admin.execute("CREATE DATABASE yl_a1 OWNER yl_owner")
os.environ.update(tests_cluster.KEYS)
os.environ |= {
    "YINLING_VAR": str(OUT.parent),
    "DJANGO_SETTINGS_MODULE": "yinling.config.settings",
    "DATABASE_URL": CLUSTER.url("yl_owner", "yl_a1"),
}

import django  # noqa: E402 - it needs the settings above

django.setup()

from django.core.management import call_command  # noqa: E402 - as above
from django.db import transaction  # noqa: E402 - as above
from psycopg.conninfo import conninfo_to_dict, make_conninfo  # noqa: E402 - as above
from tests import factories as make  # noqa: E402 - as above
from tests.conftest import NOW  # noqa: E402 - as above

from yinling.base.accounts.actions import enrol_totp  # noqa: E402 - as above
from yinling.base.journal.actions import seal_batch, sign_checkpoint  # noqa: E402 - as above
from yinling.base.rows.viewing import state  # noqa: E402 - as above
from yinling.decisions.careplan import actions as careplan  # noqa: E402 - as above
from yinling.decisions.careplan.models import Proposal  # noqa: E402 - as above
from yinling.people.registry import actions as registry  # noqa: E402 - as above
from yinling.service.delivery import actions as delivery  # noqa: E402 - as above
from yinling.service.delivery.models import Task  # noqa: E402 - as above
from yinling.service.delivery.terms import Confirmer  # noqa: E402 - as above
from yinling.service.orders import actions as orders  # noqa: E402 - as above

NAMES = {
    "offered": "李国英", "taken": "王秀兰", "checked_in": "张桂芳", "done": "刘淑珍", "confirmed": "陈玉梅", "proxy": "杨志强",
    "returned": "赵德福", "untaken": "黄建国", "cancelled": "周文清", "approved": "吴永年", "waiting": "徐凤英", "rejected": "孙家栋",
}  # fmt: skip


def key(name: str) -> uuid.UUID:
    """The public id of a person."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"yinling A1 {name}")


def id_number(place: int) -> str:
    """A made-up number of a woman born on 8 March 1935, with its check sign (GB 11643-1999)."""
    body = f"62010219350308{2 * place + 12:03d}"
    return body + "10X98765432"[sum(int(digit) * pow(2, 17 - i, 11) for i, digit in enumerate(body)) % 11]


def go(action, who, **more):
    """One action in a transaction of its own, as the viewer who does it."""
    with transaction.atomic():
        viewer = who if who is make.SYSTEM else make.viewer_for(who, at=NOW)
        state(viewer)
        return action(by=viewer, **more)


call_command("migrate", verbosity=0, interactive=False)
with transaction.atomic():
    state(make.SYSTEM)
    make.areas("620102", "620103", "530102")
    make.rules(NOW)
    unit = make.unit(name="兰州市城关区老干部局")
    officer = make.account(make.Role.OFFICER, "620102", at=NOW, name="王敏", username="officer")
    make.account(make.Role.OFFICER, "620103", at=NOW, name="陈刚", username="stranger")
    worker = make.account(make.Role.WORKER, "620102", at=NOW, name="周海", username="worker1")
    make.account(make.Role.WORKER, "620102", at=NOW, name="和丽芬", username="worker2")
    enrol_totp(account=officer, secret="JBSWY3DPEHPK3PXP", by=make.SYSTEM, at=NOW)
    people = {
        name: make.person(
            unit=unit, at=NOW, name=said, public_id=key(name), id_number=id_number(n), phone=f"138931123{n:02d}"
        )
        for n, (name, said) in enumerate(NAMES.items())
    }


def lead(name: str, owner) -> None:
    """Bring one person's proposal as far as the person's name says."""
    go(careplan.judge, make.SYSTEM, person=owner.public_id, at=NOW)
    proposal = Proposal.objects.get(person=owner).public_id
    if name == "waiting":
        return
    if name == "rejected":
        go(careplan.reject, officer, proposal=proposal, reason="本人暂时不需要", at=NOW)
        return
    go(careplan.approve, officer, proposal=proposal, at=NOW)
    if name == "approved":
        return
    order = go(orders.place, make.SYSTEM, proposal=proposal, at=NOW)
    if name == "cancelled":
        go(orders.cancel, officer, order=order, at=NOW)
        return
    go(delivery.offer, make.SYSTEM, order=order, round=1, at=NOW)
    visit(name, owner, Task.objects.get(order__public_id=order).public_id)


def visit(name: str, owner, task: uuid.UUID) -> None:
    """Bring one task as far as the person's name says."""
    later = [NOW + timedelta(hours=hours) for hours in (0, 1, 2, 30)]
    if name == "offered":
        return
    if name == "untaken":
        go(delivery.withdraw_untaken, make.SYSTEM, task=task, at=later[3])
        return
    go(delivery.take, worker, task=task, at=later[0])
    if name == "returned":
        go(delivery.give_back, worker, task=task, reason="当天生病", at=later[0])
    if name in {"returned", "taken"}:
        return
    go(delivery.check_in, worker, task=task, code=make.code_of(owner), at=later[1])
    if name == "checked_in":
        return
    go(delivery.finish, worker, task=task, notes="陪聊一小时，量血压正常", at=later[2])
    if name == "done":
        return
    proxy = name == "proxy"
    confirmer = Confirmer.PROXY if proxy else Confirmer.PERSON
    said = {"proxy_name": "杨丽", "proxy_relation": "女儿"} if proxy else {"proxy_name": "", "proxy_relation": ""}
    go(delivery.confirm, worker, task=task, confirmer=confirmer, **said, at=later[2])


for name, owner in people.items():
    lead(name, owner)
go(registry.open_dossier, officer, person=key("confirmed"), at=NOW)
go(registry.reveal, officer, person=key("confirmed"), term="phone", reason="回访电话", at=NOW)
with transaction.atomic():
    state(make.SYSTEM)
    while seal_batch(by=make.SYSTEM, at=NOW + timedelta(hours=3)):
        continue
    sign_checkpoint(by=make.SYSTEM, at=NOW + timedelta(hours=3))

parts = conninfo_to_dict(os.environ["DATABASE_URL"])
password = str(parts.pop("password"))
command = [CLUSTER.seat.programs / "pg_dump", "--no-owner", "--exclude-table-data=guard.secret"]
command += ["--restrict-key=A1", "-d", make_conninfo("", **parts)]
settings = {"PGPASSWORD": password, "PATH": "/usr/bin"}
dumped = subprocess.run(command, env=settings, capture_output=True, text=True, check=True).stdout


def _kept(line: str) -> bool:
    """Without comments, and without rights on PostgreSQL's own functions, which are the superuser's to give."""
    return bool(line) and not line.startswith("--") and "ON FUNCTION pg_catalog." not in line


head = "-- The database of 5b32566 (22 Nov 2026), the state that A1 landed, made by that code: see README.md beside this file.\n"
OUT.write_text(head + "".join(f"{line}\n" for line in dumped.split("\n") if _kept(line)))

"""The whole path through the actions, each as the viewer who does it: form, person, rule, proposal, order, visit, receipt."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.conf import settings

from tests.conftest import NOW
from yinling.base.access.queries import viewer
from yinling.base.accounts.models import Account
from yinling.base.journal.actions import seal_batch, sign_checkpoint
from yinling.base.journal.queries import NotSealedYet
from yinling.base.rows.refusals import Forbidden
from yinling.base.units.models import Unit
from yinling.config.launcher.trust import verifier_key
from yinling.config.seeding import seed
from yinling.decisions.careplan.actions import approve, propose
from yinling.decisions.careplan.queries import waiting
from yinling.kernel.receipts import verify_receipt
from yinling.kernel.viewer import system
from yinling.people.registry.actions import register
from yinling.people.registry.domain import Registration
from yinling.people.registry.models import Card
from yinling.people.registry.queries import dossier, page, person_of
from yinling.service.delivery.actions import check_in, confirm, finish, take
from yinling.service.delivery.actions.visiting import LineSaid
from yinling.service.delivery.models import Task
from yinling.service.delivery.queries import in_hand, receipt_file
from yinling.service.delivery.terms import Confirmer
from yinling.service.dispatch.actions import offer
from yinling.service.dispatch.queries import on_offer
from yinling.service.orders.actions import place
from yinling.service.orders.queries import newest

PERSON = uuid.UUID("7d1f1f1e-0000-4000-8000-000000000001")
SYSTEM = system("test")


def _viewer(username: str):
    found = viewer(Account.objects.get(username=username), grant=None, on=date(2026, 11, 22))
    assert found is not None
    return found


@pytest.mark.slow  # seeding scrypt-hashes the demo's passwords
def test_from_the_form_to_the_receipt(sides):
    sides.owner()
    seed(demo=True)
    officer, worker, stranger = _viewer("lanzhou"), _viewer("xiaozhou"), _viewer("qilihe")
    unit = Unit.objects.filter(area_id="620102").first()
    sides.app(officer)
    form = Registration(
        name="李国英",
        id_number="62010219350101002X"[:17] + _check("62010219350101002"),
        sex="",
        birth_date=None,
        person_type="retired_with_honours",
        unit=unit.public_id,
        area_code="620102",
        living_arrangement="alone",
        self_care="partly",
        phone="13893112345",
        address="甘肃省兰州市城关区某路1号",
    )
    register(person=PERSON, registration=form, by=officer, at=NOW)
    register(person=PERSON, registration=form, by=officer, at=NOW)
    assert [line.name for line in page(by=officer, search="lgy").lines] == ["李国英"]
    sides.work(SYSTEM)
    inner = person_of(PERSON).id
    assert propose(persons=[inner], by=SYSTEM, at=NOW).new > 0
    assert propose(persons=[inner], by=SYSTEM, at=NOW).new == 0
    sides.app(officer)
    line = next(one for one in waiting(by=officer, on=date(2026, 11, 22)) if one.item == "上门关怀")
    assert line.name == "李国英"
    approve(proposal=line.proposal, by=officer, at=NOW)
    sides.work(SYSTEM)
    order = place(proposal=line.proposal, by=SYSTEM, at=NOW)
    assert place(proposal=line.proposal, by=SYSTEM, at=NOW) == order
    offer(order=order, round=1, by=SYSTEM, at=NOW)
    offer(order=order, round=1, by=SYSTEM, at=NOW)
    worker = _viewer("xiaozhou")
    assert len(worker.persons) == 1
    sides.app(worker)
    (on,) = on_offer(by=worker, at=NOW)
    take(offer=on.offer, by=worker, at=NOW)
    (mine,) = in_hand(by=worker, at=NOW)
    sides.owner()
    code = Card.objects.get().code
    sides.app(worker)
    check_in(task=mine.task, code=code, by=worker, at=NOW + timedelta(hours=1))
    lines = [LineSaid(is_done=True) for _line in Task.objects.get(public_id=mine.task).checklist]
    assert lines, "the catalogue's checklist of the item came with the task"
    finish(task=mine.task, notes="陪聊一小时，量血压正常", checklist=lines, by=worker, at=NOW + timedelta(hours=2))
    confirm(
        task=mine.task,
        confirmer=Confirmer.PERSON,
        proxy_name="",
        proxy_relation="",
        by=worker,
        at=NOW + timedelta(hours=2),
    )
    sides.app(officer)
    with pytest.raises(NotSealedYet):
        receipt_file(task=mine.task, by=officer)
    sides.work(SYSTEM)
    seal_batch(by=SYSTEM, at=NOW)
    note = sign_checkpoint(by=SYSTEM, at=NOW)
    assert note
    sides.app(officer)
    receipt = verify_receipt(receipt_file(task=mine.task, by=officer), _policy())
    assert (receipt.header.subject, receipt.body["item"], receipt.body["person_name"]) == (
        mine.task,
        "上门关怀",
        "李**",
    )

    assert [o.item for o in newest(by=officer)] == ["上门关怀"]
    sides.app(stranger)
    assert page(by=stranger).lines == []
    assert newest(by=stranger) == []
    with pytest.raises(Forbidden):
        dossier(PERSON, by=stranger)
    with pytest.raises(Forbidden):
        receipt_file(task=mine.task, by=stranger)


def _policy() -> bytes:
    key = verifier_key(settings.YINLING_LOG_ORIGIN, bytes.fromhex(settings.YINLING_LOG_KEY))
    return f"log {key}\nquorum none\n".encode()


def _check(body: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=False)) % 11]

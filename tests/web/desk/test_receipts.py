"""Receipts: the file once it is sealed, a page that asks again until then, none when the book no longer fits."""

from __future__ import annotations

import pytest

from tests import factories as make
from tests.web.desk.conftest import text_of
from yinling.base.journal.actions import seal_batch, sign_checkpoint
from yinling.kernel.receipt_codes import pack_receipt
from yinling.service.delivery.models import Receipt
from yinling.web.receipts import receipt_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(desk, unit, worker):
    return desk.confirmed(desk.person(unit), worker)


@pytest.fixture
def sealed(sides, desk, task):
    """Everything recorded is in the tree and under a checkpoint."""
    sides.work(make.SYSTEM)
    seal_batch(by=make.SYSTEM, at=desk.at)
    sign_checkpoint(by=make.SYSTEM, at=desk.at)
    sides.owner()


def test_before_the_seal_a_page_asks_again(officer, task, application):
    application()
    page = officer.get(f"/desk/receipts/{task}")
    assert (page.status_code, "正在封存" in text_of(page)) == (202, True)
    assert f'hx-get="/desk/receipts/{task}" hx-trigger="every 2s"' in page.content.decode()
    assert f"./yinling verify receipt yinling-{task}.tlog-proof" in text_of(page)
    again = officer.get(f"/desk/receipts/{task}", headers={"HX-Request": "true"})
    assert (again.status_code, "<html" in again.content.decode(), "every 2s" in again.content.decode()) == (
        202,
        False,
        True,
    )


def test_after_the_seal_the_file_is_there(officer, task, sealed, application):
    application()
    answer = officer.get(f"/desk/receipts/{task}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="yinling-{task}.tlog-proof"'
    assert answer.content.startswith(b"c2sp.org/tlog-proof@v1\nextra ")
    waited = officer.get(f"/desk/receipts/{task}", headers={"HX-Request": "true"})
    assert (waited.status_code, "已封存，可以下载和打印。" in text_of(waited), "every" in waited.content.decode()) == (
        200,
        True,
        False,
    )


def test_an_unconfirmed_visit_has_none(officer, desk, unit, worker, application):
    make.rules(desk.at)
    task = make.offered(desk.person(unit), at=desk.at)
    application()
    assert officer.get(f"/desk/receipts/{task}").status_code == 404


def test_a_changed_body_gives_no_receipt_but_an_alarm(officer, task, sealed, application, sides):
    row = Receipt.objects.get(task__public_id=task)
    Receipt.objects.filter(pk=row.pk).update(body=row.body.replace("周海", "周湖"))
    application()
    page = officer.get(f"/desk/receipts/{task}")
    assert (page.status_code, "不能出具回执" in text_of(page)) == (409, True)


def test_the_paper_says_it_in_words_and_its_code_is_the_whole_receipt(officer, task, sealed, application, settings):
    application()
    file = officer.get(f"/desk/receipts/{task}").content
    page = officer.get(f"/desk/receipts/{task}/paper")
    said = text_of(page)
    assert page.status_code == 200
    assert [word for word in ("李**", "上门关怀", "到场核验", "确认人 本人", "（北京时间）") if word not in said] == []
    assert "李淑芬" not in said
    assert f'href="{settings.YINLING_PUBLIC_URL}/verify#{pack_receipt(file)}"' in page.content.decode()
    assert f'<path d="{receipt_picture(file).path}"' in page.content.decode()


def test_the_paper_waits_for_the_seal_and_is_not_given_when_the_book_differs(officer, task, application):
    application()
    assert officer.get(f"/desk/receipts/{task}/paper").status_code == 202

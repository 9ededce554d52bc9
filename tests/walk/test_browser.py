"""The seven steps as people take them, in Chromium: every page is checked by axe, no page may break the content policy.

YINLING_PICTURES names a folder for the pictures of the README.
"""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.config.house import House
from tests.walk.walker import DESK, PHONE, Walker, reload_until

NAME = "李国英"


@pytest.mark.browser
def test_the_seven_steps(house: House, browser: Browser, tmp_path: Path):
    officer = Walker(browser, house, DESK)
    officer.sign_in("lanzhou")
    officer.check("today-empty")
    person = _enters_a_person(officer)
    _finds_by_every_key(officer)
    _approves(officer)
    code = _prints_the_card(officer, person)
    worker = Walker(browser, house, PHONE)
    worker.sign_in("xiaozhou")
    _visits(worker, code)
    officer.page.goto(f"/desk/people/{person}")
    officer.check("dossier-after")
    receipt = _downloads_the_receipt(officer, tmp_path)
    _verifies(house, receipt, tmp_path)
    stranger = Walker(browser, house, DESK)
    stranger.sign_in("qilihe")
    _sees_nothing(stranger, person)


def _enters_a_person(walker: Walker) -> str:
    page = walker.page
    page.goto("/desk/people/")
    walker.check("people-empty")
    page.goto("/desk/people/new")
    walker.check("register")
    page.locator("main form .btn-primary").click()
    walker.check("register-refused")
    page.fill("input[name=name]", NAME)
    page.fill("input[name=id_number]", "620102193501010029")
    page.fill("input[name=phone]", "13893112345")
    page.fill("input[name=address]", "甘肃省兰州市城关区张掖路1号")
    page.select_option("select[name=person_type]", "retired_with_honours")
    page.select_option("select[name=unit]", index=1)
    page.select_option("select[name=area_code]", "620102")
    page.select_option("select[name=living_arrangement]", "alone")
    page.select_option("select[name=self_care]", "partly")
    page.locator("main form .btn-primary").click()
    page.locator(".dossier, main form.form [role=alert]").first.wait_for()
    found = re.search(r"people/([0-9a-f-]{36})", page.url)
    assert found, page.locator("main").inner_text()
    walker.check("dossier")
    return found.group(1)


def _finds_by_every_key(walker: Walker) -> None:
    for typed in (NAME, "国英", "liguoying", "lgy", "2345", "0029"):
        walker.page.goto(f"/desk/people/?q={typed}")
        assert NAME in walker.page.locator("main").inner_text(), typed
    walker.check("people")
    _opens_the_panels(walker)


def _opens_the_panels(walker: Walker) -> None:
    """By keyboard: each is fetched once, and the focus stays on what opened it."""
    page = walker.page
    page.goto("/desk/people/?living_arrangement=alone")
    for name, field in (("筛选", "#filter_age_from"), ("显示哪些列", "input[name=column][value=age]")):
        opener = page.locator("details.panel > summary", has_text=name)
        opener.focus()
        page.keyboard.press("Enter")
        page.locator(field).wait_for()
        assert page.evaluate("document.activeElement.textContent").startswith(name)
    walker.check_both("people-panels")
    page.route("**/desk/people/filter*", lambda route: route.abort())
    page.goto("/desk/people/")
    page.locator("details.panel > summary", has_text="筛选").click()
    page.locator("[data-failed]", has_text="请检查网络").wait_for()
    page.unroute("**/desk/people/filter*")
    walker.complaints.clear()
    page.locator("details.panel > summary", has_text="筛选").click()
    page.locator("details.panel > summary", has_text="筛选").click()
    page.locator("#filter_age_from").wait_for()
    page.goto("/desk/people/filter")
    walker.check("people-filter")
    page.goto("/desk/people/columns")
    walker.check("people-columns")


def _approves(walker: Walker) -> None:
    page = walker.page
    line = page.locator(".work", has_text=NAME).filter(has=page.locator("strong", has_text="上门关怀"))
    reload_until(page, "/desk/", lambda: line.count() == 1)
    assert "年龄为91岁，符合“年龄不小于80岁（高龄起点）”" in line.inner_text()
    walker.check("today")
    line.locator("form[action*='/approve'] button").click()
    line.wait_for(state="detached")
    walker.check("today-approved")


def _prints_the_card(walker: Walker, person: str) -> str:
    walker.page.goto(f"/desk/people/{person}/card")
    walker.check("card")
    found = re.search(r"\b[2-9A-Z]{4}[- ][2-9A-Z]{4}\b", walker.page.locator("main").inner_text())
    assert found
    assert walker.page.locator("main svg").count() >= 1
    return found.group(0)


def _visits(walker: Walker, code: str) -> None:
    page = walker.page
    take = page.locator("form[action$='/take'] button")
    reload_until(page, "/field/", lambda: take.count() >= 1)
    assert NAME not in page.locator("main").inner_text()
    walker.check("tasks")
    take.first.click()
    page.wait_for_url(re.compile("/tasks/"))
    walker.check("task")
    page.fill("input[name=code]", "2345 6789")
    page.locator("form[action$='/check-in'] .btn-primary").click()
    page.locator(".card-code").locator(".form-errors, .field-error").first.wait_for()
    walker.check("task-wrong-code")
    page.fill("input[name=code]", code.lower())
    page.locator("form[action$='/check-in'] .btn-primary").click()
    page.locator("textarea[name=notes]").wait_for()
    walker.check("task-checked-in")
    lines = page.locator(".checklist input[value=done]").all()
    assert lines, "the catalogue's checklist of the item came with the task"
    for line in lines:
        line.check()
    page.fill("textarea[name=notes]", "陪聊一小时，量了血压，一切都好")
    page.locator("form[action$='/finish'] .btn-primary").click()
    page.locator("form[action$='/confirm']").wait_for()
    walker.check("task-done")
    page.get_by_label("本人", exact=True).check()
    page.locator("form[action$='/confirm'] .btn-primary").click()
    page.locator("form[action$='/confirm']").wait_for(state="detached")
    walker.check("task-confirmed")


def _downloads_the_receipt(walker: Walker, folder: Path) -> Path:
    page = walker.page
    link = page.locator("a[href*='/receipts/']")
    reload_until(page, "/desk/orders/", lambda: link.count() >= 1)
    walker.check("orders")
    time.sleep(5)  # the sealer signs every few seconds
    with page.expect_download() as download:
        link.first.click()
    target = folder / download.value.suggested_filename
    download.value.save_as(target)
    return target


def _verifies(house: House, receipt: Path, folder: Path) -> None:
    policy = str(house.where.policy)
    genuine = house.run("verify", "receipt", str(receipt), "--policy", policy)
    assert genuine.returncode == 0, genuine.stdout + genuine.stderr
    changed = folder / "changed.tlog-proof"
    text = receipt.read_bytes()
    place = text.rindex(b"\n\xe2\x80\x94 ") + 60
    changed.write_bytes(text[:place] + (b"A" if text[place : place + 1] != b"A" else b"B") + text[place + 1 :])
    refused = house.run("verify", "receipt", str(changed), "--policy", policy)
    assert refused.returncode == 1, refused.stdout


def _sees_nothing(walker: Walker, person: str) -> None:
    page = walker.page
    for address in ("/desk/", "/desk/people/", f"/desk/people/?q={NAME}", "/desk/people/?q=2345", "/desk/orders/"):
        page.goto(address)
        text = page.content()
        assert person not in text, address
        assert NAME not in text or "没有找到" in text, address  # the search repeats what was typed
    walker.check("stranger-orders")
    walker.complaints.clear()
    hidden = page.request.get(f"/desk/people/{person}")
    absent = page.request.get("/desk/people/00000000-0000-4000-8000-000000000000")
    assert (hidden.status, absent.status) == (404, 404)
    assert _without_secrets(hidden.text()) == _without_secrets(absent.text())


def _without_secrets(text: str) -> str:
    """A page without what is new each time it is made (the token against forged requests) and without its own address."""
    return re.sub(r"[A-Za-z0-9]{64}|[0-9a-f-]{36}", "", text)

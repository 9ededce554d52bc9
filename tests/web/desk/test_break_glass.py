"""Break-glass at the desk: plain words, one page to read and nothing to change, gone when it is over."""

from __future__ import annotations

import re
import uuid

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.web.desk.conftest import same, text_of
from yinling.base.access.actions import ASKS_PER_DAY
from yinling.base.access.models import BreakGlass, Look
from yinling.config.launcher import messages
from yinling.people.registry.actions import open_sought
from yinling.people.registry.models import PersonNow
from yinling.service.orders.models import Order

WHY = "老人在本市急诊，医院要联系家属"


@pytest.fixture
def person(desk, unit):
    return desk.person(unit)


@pytest.fixture
def code(person):
    return make.code_of(person)


def address(name, ask=None):
    return reverse(f"desk:{name}", args=[ask] if ask else [])


def ask(browser, sought, *, reason=WHY, key=None):
    sent = {"sought": sought, "reason": reason, "key": str(key or uuid.uuid4())}
    return browser.post(address("break_glass"), sent)


def opened(browser, code, sides):
    """Asked for through the page, and answered by background work."""
    key = uuid.uuid4()
    assert ask(browser, code, key=key).headers["Location"] == address("glass", key)
    sides.owner()
    open_sought(ask=key, by=make.SYSTEM, at=BreakGlass.objects.get(public_id=key).asked_at)
    sides.app()
    return key


def test_the_page_says_what_it_means(stranger, application):
    application()
    page = text_of(stranger.get(address("break_glass")))
    wanted = ("最长 30 分钟", "只能看，不能改", "本人看得到", "审计管理员逐次复核", f"最多 {ASKS_PER_DAY} 次")
    assert [words for words in wanted if words not in page] == []


def test_a_record_opens_with_its_banner_and_nothing_to_change(stranger, person, code, application, sides):
    application()
    key = opened(stranger, code, sides)
    answer = stranger.get(address("glass", key))
    page, said = answer.content.decode(), text_of(answer)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert ("李淑芬" in said, "临时查看，剩余" in said, WHY in said, "紧急临时查看（不在其范围内）" in said) == (
        True,
    ) * 4
    forms = set(re.findall(r'action="(/desk/[^"]*)"', page.partition("<main")[2]))
    assert forms == {address("glass_end", key), address("glass_reveal", key)}
    assert "13900001234" not in page
    looks = list(Look.objects.order_by("id").values_list("part", flat=True))
    sides.owner()
    assert list(Look.objects.order_by("id").values_list("part", flat=True)) == ["break_glass", "dossier"], looks


def test_a_masked_value_is_shown_for_a_reason(stranger, person, code, application, sides):
    application()
    key = opened(stranger, code, sides)
    shown = text_of(stranger.post(address("glass_reveal", key), {"term": "phone", "reason": "联系本人"}))
    assert "13900001234" in shown
    assert stranger.post(address("glass_reveal", key), {"term": "name", "reason": "联系本人"}).status_code == 404
    assert "13900001234" not in text_of(stranger.post(address("glass_reveal", key), {"term": "phone", "reason": ""}))
    sides.owner()
    assert Look.objects.filter(part="phone").values_list("reason", flat=True)[0] == "联系本人"


def test_lists_search_files_and_acts_know_nothing_of_it(  # noqa: PLR0917 - fixtures
    stranger, person, code, application, sides, desk
):
    order = desk.returned(person)
    application()
    opened(stranger, code, sides)
    for where in ("/desk/", "/desk/people/", "/desk/people/?q=李", "/desk/orders/", "/desk/figures/", "/desk/quality/"):
        assert "李淑芬" not in text_of(stranger.get(where)), where
    made_up = uuid.uuid4()
    for name in ("person", "card", "standing", "reissue"):
        hidden = stranger.get(reverse(f"desk:{name}", args=[person.public_id]))
        if hidden.status_code != 302:
            assert same(hidden) == same(stranger.get(reverse(f"desk:{name}", args=[made_up])))
        posted = stranger.post(reverse(f"desk:{name}", args=[person.public_id]), {"reason": "试试", "term": "phone"})
        assert posted.status_code in {404, 405}
    assert stranger.post(reverse("desk:cancel", args=[order]), {"reason": "试试"}).status_code == 404
    sides.owner()
    assert (Order.objects.get(public_id=order).state, PersonNow.objects.count()) == ("returned", 1)


def test_it_ends_early_and_is_gone(stranger, person, code, application, sides):
    application()
    key = opened(stranger, code, sides)
    assert "已结束临时查看" in text_of(stranger.post(address("glass_end", key), follow=True))
    page = text_of(stranger.get(address("glass", key)))
    assert ("李淑芬" in page, "临时查看已经结束" in page) == (False, True)
    assert stranger.post(address("glass_reveal", key), {"term": "phone", "reason": "联系本人"}).status_code == 404


def test_nobody_else_finds_it(stranger, officer, code, application, sides):
    application()
    key = opened(stranger, code, sides)
    for name in ("glass", "glass_progress"):
        assert same(officer.get(address(name, key))) == same(officer.get(address(name, uuid.uuid4())))
    for name in ("glass_end", "glass_reveal"):
        assert officer.post(address(name, key), {"term": "phone", "reason": "联系本人"}).status_code == 404
    assert text_of(stranger.get(address("glass", key))).count("李淑芬") > 0, "still open to who asked"


def test_while_it_waits_the_page_asks_again(stranger, person, code, application, sides):
    application()
    key = uuid.uuid4()
    ask(stranger, code, key=key)
    assert "正在打开" in text_of(stranger.get(address("glass", key)))
    waiting = stranger.get(address("glass_progress", key), headers={"HX-Request": "true"})
    assert "正在打开" in text_of(waiting)
    sides.owner()
    open_sought(ask=key, by=make.SYSTEM, at=BreakGlass.objects.get().asked_at)
    sides.app()
    assert stranger.get(address("glass_progress", key), headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert stranger.get(address("glass_progress", key)).headers["Location"] == address("glass", key)


@pytest.mark.parametrize(
    "sought", ["", "李淑芬", "123", "620102193501010020", "2345 6789", "\x00", "' OR 1=1 --", "9" * 61]
)
def test_what_names_nobody_is_refused_before_anything_is_counted(stranger, person, application, sides, sought):
    application()
    assert ask(stranger, sought).status_code == 422
    sides.owner()
    assert BreakGlass.objects.count() == 0


@pytest.mark.parametrize(("reason", "key"), [("急", None), ("", None), ("长" * 301, None), (WHY, "x")])
def test_a_form_without_its_reason_is_refused(  # noqa: PLR0917 - fixtures
    stranger, code, application, sides, reason, key
):
    application()
    assert ask(stranger, code, reason=reason, key=key).status_code == 422
    sides.owner()
    assert BreakGlass.objects.count() == 0


def test_the_sixth_of_a_day_is_refused_in_a_sentence(stranger, code, application):
    application()
    for _time in range(ASKS_PER_DAY):
        assert ask(stranger, code).status_code == 302
    assert f"已经用了 {ASKS_PER_DAY} 次" in text_of(ask(stranger, code))


def test_a_worker_and_nobody_find_no_such_page(worker, desk, application):
    browser = make.signed_in(worker)
    application()
    made_up = same(browser.get("/desk/there-is-no-such-page"))
    for where in (address("break_glass"), address("glass", uuid.uuid4())):
        assert same(browser.get(where)) == made_up
        assert Client().get(where).status_code == 302
    assert browser.post(address("break_glass"), {"sought": "x"}).status_code == 404


def test_a_case_load_is_handed_over_at_the_desk(  # noqa: PLR0917 - fixtures
    officer, stranger, person, worker, desk, application, sides
):
    make.rules(desk.at)
    other = make.worker(make.CHENGGUAN, at=desk.at, name="马丽")
    task = make.taken(person, worker, at=desk.at)
    application()
    page = reverse("desk:worker_hand_over", args=[worker.public_id])
    shown = text_of(officer.get(page, {"to": str(other.public_id)}))
    assert ("李淑芬" in shown, "1 单可以移交" in shown, "都归地区，不归个人" in shown) == (True, True, True)
    sent = {"offer": str(task), "to": str(other.public_id), "reason": "休产假"}
    assert stranger.get(page).status_code == 404
    assert stranger.post(page, sent).status_code == 404
    for wrong in ({"offer": str(uuid.uuid4())}, {"offer": "x"}, {"to": str(uuid.uuid4())}, {"reason": ""}):
        assert officer.post(page, sent | wrong).status_code == 422
    assert Order.objects.get().state == "in_hand"
    assert "已移交 1 单" in text_of(officer.post(page, sent, follow=True))
    sides.owner()
    assert (Order.objects.get().state, Order.objects.get().round) == ("placed", 2)
    sides.app()
    assert "手头没有单" in text_of(officer.get(page))


def test_the_english_page_says_it_too(stranger, application):
    messages.compile_all()
    application()
    stranger.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = stranger.get(address("break_glass")).content.decode()
    assert "<strong>Only in an emergency: </strong>see one person outside your scope for at most 30 minutes;" in page

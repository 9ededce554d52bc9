"""The card: what is on it and what is not, that its picture holds our token, and that a lost one is void."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

from tests import factories as make
from tests.web.desk.conftest import text_of
from yinling.kernel.signing import public_key_of
from yinling.people.registry.domain import code_in
from yinling.people.registry.models import Card
from yinling.web.qr_codes import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(desk, unit):
    return desk.person(unit)


@pytest.fixture
def address(person):
    return f"/desk/people/{person.public_id}/card"


def test_it_bears_name_unit_code_and_nothing_to_harm_whoever_loses_it(officer, person, address, application):
    code = make.code_of(person)
    application()
    page = officer.get(address)
    card = re.search(r"<article lang.*?</article>", page.content.decode(), re.S)[0]
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", card))
    assert all(part in said for part in ("李淑芬", "城关区教育局", f"{code[:4]}-{code[4:]}"))
    assert [
        part for part in ("1234", "甘南路", "1935", "91") if part in re.sub(r"<svg.*?</svg>", "", card, flags=re.S)
    ] == []


def test_it_speaks_chinese_whatever_the_officer_reads(officer, address, application):
    application()
    officer.cookies["yl_language"] = "en"
    card = re.search(r"<article lang.*?</article>", officer.get(address).content.decode(), re.S)[0]
    assert ("管理单位" in card, "短码" in card) == (True, True)


def test_the_picture_holds_an_address_with_our_signed_code(officer, person, address, application):
    expected = picture(f"{settings.YINLING_PUBLIC_URL}/c/{make.token_of(person)}")
    application()
    assert f'<path d="{expected.path}"' in officer.get(address).content.decode()
    token = make.token_of(person)
    assert code_in(
        f"{settings.YINLING_PUBLIC_URL}/c/{token}", public_key_of(settings.YINLING_CARD_KEY)
    ) == make.code_of(person)


def test_a_picture_is_a_square_with_three_eyes_and_a_quiet_border():
    found = picture("x")
    dark = {
        (x, int(y))
        for x0, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", found.path)
        for x in range(int(x0), int(x0) + int(length))
    }
    assert found.side == 21 + 4
    assert all(2 <= x < 23 and 2 <= y < 23 for x, y in dark)
    for left, top in ((2, 2), (16, 2), (2, 16)):
        assert {(left + i, top) for i in range(7)} <= dark
        assert (left + 1, top + 1) not in dark
        assert (left + 3, top + 3) in dark


def test_a_new_card_voids_the_old(officer, person, address, application):
    old = make.code_of(person)
    application()
    page = officer.post(address + "/reissue", follow=True)
    new = make.code_of(person)
    assert page.redirect_chain == [(address, 302)]
    assert (f"{new[:4]}-{new[4:]}" in text_of(page), f"{old[:4]}-{old[4:]}" in text_of(page)) == (True, False)
    assert Card.objects.filter(code=old, revoked_at__isnull=False).count() == 1


def test_without_a_valid_card_the_page_says_what_to_do(officer, person, address, desk, application):
    Card.objects.update(revoked_at=desk.at)
    application()
    assert "现在没有有效的服务卡" in text_of(officer.get(address))

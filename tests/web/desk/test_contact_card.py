"""The four-colour contact card: what stands on it, its file, and that a card taken back opens nothing."""

from __future__ import annotations

import pytest
from django.conf import settings

from tests import factories as make
from tests.web.desk.conftest import text_of
from yinling.people.registry.models import Card
from yinling.supply.catalogue.models import ContactLine
from yinling.supply.catalogue.terms import Colour, Confidence
from yinling.web import typesetting
from yinling.web.desk.contact_card import contact_card, paper_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(desk, unit):
    return desk.person(unit)


@pytest.fixture
def address(person):
    return f"/desk/people/{person.public_id}/contact-card"


@pytest.fixture
def lines(desk):
    """Two of the four colours as the county set them; the nation says what a third stands for."""
    said = {
        ("red", make.CHENGGUAN): ("党建、政治", ["离退休党支部（工作日） 0931-1234567"]),
        ("green", make.CHENGGUAN): ("医疗健康、应急", ["社区卫生服务中心 0931-7654321", "家庭医生 13900001234"]),
        ("green", "0"): ("医疗", ["不该出现 000"]),
        ("blue", "0"): ("生活服务", []),
    }
    for (colour, area), (title, contacts) in said.items():
        ContactLine.objects.create(
            code=colour, version=1, area_code=area, valid_from=desk.at.date(), source="本地设定",
            confidence=Confidence.UNVERIFIED if area == "0" else Confidence.PLAIN, title=title, contacts=contacts,
        )  # fmt: skip


def paper(person, desk):
    by = make.viewer_for(make.officer(make.CHENGGUAN, at=desk.at), at=desk.at)
    return paper_of(contact_card(person.public_id, by=by, at=desk.at), desk.at)


def test_only_what_is_recorded_stands_on_the_paper(person, desk, unit, lines):
    found = paper(person, desk)
    code = make.code_of(person)
    assert (found["name"], found["unit"], found["code"]) == ("李淑芬", unit.short_name, f"{code[:4]}-{code[4:]}")
    ask = f"还没有登记联系人。有事请问管理单位：{unit.short_name}"
    assert found["parts"] == [
        {"colour": "red", "word": "红", "title": "党建、政治",
         "contacts": [{"name": "离退休党支部（工作日）", "phone": "0931-1234567"}], "ask": ask},
        {"colour": "green", "word": "绿", "title": "医疗健康、应急",
         "contacts": [{"name": "社区卫生服务中心", "phone": "0931-7654321"}, {"name": "家庭医生", "phone": "13900001234"}],
         "ask": ask},
        {"colour": "blue", "word": "蓝", "title": "生活服务", "contacts": [], "ask": ask},
        {"colour": "yellow", "word": "黄", "title": "未设定", "contacts": [], "ask": ask},
    ]  # fmt: skip
    assert [colour.value for colour in Colour] == [part["colour"] for part in found["parts"]]
    said = str(found)
    assert [secret for secret in ("1935", "甘南路", person.public_id.hex) if secret in said] == []


def test_the_page_shows_the_card_its_lines_and_how_sure_they_are(officer, person, address, lines, application):
    application()
    page = officer.get(address)
    said = text_of(page)
    assert [
        word for word in ("红 党建、政治", "社区卫生服务中心 0931-7654321", "生活服务 ‡ 还没有登记") if word not in said
    ] == []
    assert f'src="{address}.png"' in page.content.decode()


def test_the_file_is_tagged_fit_for_archives_and_never_stored(officer, address, lines, application):
    application()
    answer = officer.get(f"{address}.pdf")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"].startswith("inline; ")
    assert [mark for mark in (b"%PDF-1.7", b"/MarkInfo", b"pdfuaid", b"pdfaid") if mark not in answer.content] == []
    picture = officer.get(f"{address}.png")
    assert (picture.status_code, picture.content[:8]) == (200, b"\x89PNG\r\n\x1a\n")


def test_a_name_that_no_font_can_write_still_gives_a_card(officer, desk, unit, lines, application):
    rare = desk.person(unit, "李\U0002ceb5")
    application()
    assert officer.get(f"/desk/people/{rare.public_id}/contact-card.pdf").content.startswith(b"%PDF-")


def test_without_a_chinese_font_the_page_says_what_to_install(officer, address, application, monkeypatch):
    monkeypatch.setattr(typesetting, "FAMILIES", ("No Such Family",))
    monkeypatch.setattr(typesetting, "_found", [])
    application()
    page = officer.get(address)
    assert ("请系统管理员安装 fonts-noto-cjk" in text_of(page), "contact-card.png" in page.content.decode()) == (
        True,
        False,
    )
    assert officer.get(f"{address}.pdf").headers["Location"] == address
    assert officer.get(f"{address}.png").status_code == 404


def test_a_card_taken_back_is_void_and_can_be_issued_again(officer, person, address, application):
    code = make.code_of(person)
    application()
    page = officer.post(f"{address}/revoke", follow=True)
    assert page.redirect_chain == [(address, 302)]
    assert ("现在没有有效的服务卡" in text_of(page), "contact-card.png" in page.content.decode()) == (True, False)
    assert Card.objects.filter(code=code, revoked_at__isnull=False).count() == 1
    assert officer.get(f"{address}.pdf").headers["Location"] == address
    assert officer.get(f"{address}.png").status_code == 404
    again = officer.post(f"/desk/people/{person.public_id}/card/reissue", {"then": "contact-card"}, follow=True)
    assert again.redirect_chain == [(address, 302)]
    assert "contact-card.png" in again.content.decode()


def test_the_code_on_it_is_that_of_the_service_card(person, desk, lines):
    by = make.viewer_for(make.officer(make.CHENGGUAN, at=desk.at), at=desk.at)
    card = contact_card(person.public_id, by=by, at=desk.at)
    assert card.address == f"{settings.YINLING_PUBLIC_URL}/c/{make.token_of(person)}"

"""What the audit administrator reads, and the system administrator: masked, by day, in his area, exported, written down."""

from __future__ import annotations

import io
import json
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from tests import factories as make
from tests.web.desk.conftest import text_of
from yinling.base.access.actions import note_look
from yinling.base.access.models import BreakGlass
from yinling.base.accounts.actions import check_password
from yinling.base.journal.models import Body, Entry
from yinling.kernel.calendars import local_day


@pytest.fixture
def browser(auditor):
    return make.signed_in(auditor)


@pytest.fixture
def person(at):
    return make.person(unit=make.unit(make.CHENGGUAN), at=at)


@pytest.fixture
def far(at):
    """Somebody outside the auditor's area."""
    return make.person(unit=make.unit("530102"), at=at, name="王桂花")


def look(person, clerk, at, part="dossier", reason=""):
    by = make.viewer_for(clerk, at=at)
    scope = {"person_id": person.pk, "area_code": person.area_code, "unit_id": person.unit_id}
    note_look(**scope, part=part, reason=reason, by=by, at=at)


def page(name, *keys):
    return reverse(f"admin:{name}", args=keys)


def test_looks_of_a_day_are_masked_and_of_his_area(  # noqa: PLR0917 - fixtures
    browser, person, far, clerk, at, application
):
    look(person, clerk, at, "phone", "电话联系本人")
    look(far, clerk, at)
    look(person, clerk, at - timedelta(days=1), "address")
    application()
    today = text_of(browser.get(page("looks")))
    assert ("李**" in today, "电话联系本人" in today, "李淑芬" in today, "王" in today.replace("王敏", "")) == (
        True, True, False, False,
    )  # fmt: skip
    yesterday = text_of(browser.get(page("looks"), {"day": (local_day(at) - timedelta(days=1)).isoformat()}))
    assert ("家庭住址" in yesterday, "电话联系本人" in yesterday) == (True, False)


def test_one_account_or_one_person_is_searched_without_an_address_that_names_her(  # noqa: PLR0917 - fixtures
    browser, person, far, clerk, at, application
):
    look(person, clerk, at, "phone", "电话联系本人")
    day, hers, elsewhere = local_day(at).isoformat(), make.code_of(person), make.code_of(far)
    application()
    sent = browser.post(page("looks"), {"day": day, "person": hers, "account": clerk.username})
    assert sent.headers["Location"] == f"/admin/looks/?day={day}&account={clerk.username}&person={person.public_id}"
    assert "电话联系本人" in text_of(browser.get(sent.headers["Location"]))
    for asked in ({"account": "nobody"}, {"person": str(uuid.uuid4())}, {"person": str(far.public_id)}):
        assert "没有这个账号，或不在您的范围内" in text_of(browser.get(page("looks"), asked))
    for typed in (elsewhere, "李淑芬", "123", "' OR 1=1"):
        refused = browser.post(page("looks"), {"day": day, "person": typed})
        assert (refused.status_code, "电话联系本人" in text_of(refused)) == (422, True)


@pytest.mark.parametrize(
    "asked",
    [{"day": "x"}, {"day": "9999-12-31"}, {"page": "-1"}, {"page": "9" * 30}, {"person": "x"}, {"account": "\x00"}],
)
def test_an_address_that_says_nonsense_is_read_as_today(  # noqa: PLR0917 - fixtures
    browser, person, clerk, at, application, asked
):
    look(person, clerk, at)
    application()
    assert browser.get(page("looks"), asked).status_code == 200


def test_the_file_holds_what_the_page_shows_and_nothing_computes(  # noqa: PLR0917 - fixtures
    browser, person, clerk, at, application, sides
):
    look(person, clerk, at, "phone", "=HYPERLINK(1)")
    application()
    answer = browser.post(page("looks_export"))
    lines = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [line[1:] for line in lines] == [
        ["谁看的", "角色", "看了谁", "看了什么", "理由"],
        ["王敏", "经办人员", "李**", "查看联系电话", "=HYPERLINK(1)"],
    ]
    assert browser.post(page("looks_export") + f"?person={uuid.uuid4()}").status_code == 200
    sides.owner()
    said = [
        json.loads(body) for body in Body.objects.filter(entry__kind="access.books_read").values_list("body", flat=True)
    ]
    assert "looks_export" in {fact.get("page") for fact in said}


def test_an_auditor_without_an_area_is_told_why_he_sees_nothing(at, person, clerk, application):
    from tests.web.admin.conftest import administrator
    from yinling.kernel.viewer import Role

    blind = make.signed_in(administrator(Role.AUDIT_ADMIN, at=at, name="某"))
    look(person, clerk, at)
    application()
    shown = text_of(blind.get(page("looks")))
    assert ("没有写明地区" in shown, "李**" in shown) == (True, False)


def test_a_break_glass_is_gone_through(  # noqa: PLR0917 - fixtures
    browser, person, far, clerk, at, application
):
    keys = []
    for opened in (person, far):
        row = BreakGlass.objects.create(
            account=clerk, account_name="王敏", sought="X9Y8Z7W6", sought_by="card_code", reason="老人在本市急诊要联系家属",
            asked_at=at, state="ended", person_id=opened.pk, opened_at=at, until=at, ended_at=at,
        )  # fmt: skip
        keys.append(row.public_id)
    application()
    shown = text_of(browser.get(page("glasses")))
    assert ("李**" in shown, "不在您的范围内" in shown, "X9Y8Z7W6" in shown) == (True, True, False)
    assert browser.post(page("glass_review", keys[0]), {"note": ""}).status_code == 422
    assert browser.post(page("glass_review", keys[0]), {"note": "长" * 501}).status_code == 422
    done = text_of(browser.post(page("glass_review", keys[0]), {"note": "与来电相符"}, follow=True))
    assert ("已记下复核意见" in done, "与来电相符" in done) == (True, True)
    assert "已经复核过了" in text_of(browser.post(page("glass_review", keys[0]), {"note": "又一次"}, follow=True))
    assert "与来电相符" not in text_of(browser.get(page("glasses"), {"show": "waiting"}))


def test_failed_sign_ins_by_account_and_address(browser, clerk, application, settings):
    settings.PASSWORD_HASHERS = ["tests.base.accounts.conftest.QuickScrypt"]
    for name in (clerk.username, clerk.username, "what-i-typed"):
        check_password(username=name, password="wrong", address="192.0.2.9", at=timezone.now())
    application()
    shown = text_of(browser.get(page("sign_ins")))
    assert ("192.0.2.9 3" in shown, shown.count(clerk.username), "没有这个账号" in shown, "what-i-typed" in shown) == (
        True, 2, True, False,
    )  # fmt: skip


def test_grants_and_the_journal_are_read(browser, clerk, application):
    application()
    assert "王敏" in text_of(browser.get(page("grants")))
    shown = text_of(browser.get(page("journal")))
    assert ("待封存" in shown, "./yinling audit" in shown) == (True, True)
    assert Entry.objects.filter(kind="access.books_read").count() == 2


def test_the_machine_is_told_in_numbers(operator, application, settings, tmp_path):
    settings.YINLING_VAR = tmp_path
    application()
    browser = make.signed_in(operator)
    assert "还没有做过" in text_of(browser.get(page("state")))
    note = tmp_path / "last-backup.json"
    for said, shown in (
        (json.dumps({"taken_at": timezone.now().isoformat()}), False), ("{", True), ("[]", True), ('{"taken_at": 7}', True),
        ('{"taken_at": "2026-11-22T10:00:00"}', True),
    ):  # fmt: skip
        note.write_text(said, encoding="utf-8")
        assert ("两天以上没有备份" in text_of(browser.get(page("state")))) is shown

"""The portrait on the dossier: why each tag holds, what is missing, what would have to change; and what is hidden."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse

from tests import factories as make
from tests.decisions.portrait.people import change, citizen, rule
from tests.web.desk.conftest import queries, same, text_of
from yinling.decisions.portrait.actions import judge
from yinling.decisions.portrait.models import Contest, Tag
from yinling.kernel.viewer import Purpose, Role

pytestmark = pytest.mark.django_db


def browser(desk, area=make.CHENGGUAN, *, name="王敏", purposes=frozenset(Purpose)):
    holder = make.account(Role.OFFICER, area, at=desk.at, name=name)
    holder.grants.update(purposes=[purpose.value for purpose in purposes])
    return make.signed_in(holder)


@pytest.fixture
def clerk(desk, unit):
    """The browser of an officer of 城关区 for all purposes."""
    return browser(desk)


@pytest.fixture
def plain(desk, unit):
    """The browser of an officer of 城关区 for nothing but the general purpose."""
    return browser(desk, name="何平", purposes=frozenset({Purpose.GENERAL}))


@pytest.fixture
def book(desk):
    """A tag, a tag that reads health, a tier, a focus, an entitlement, one that misses a fact and one that fails."""
    rule("aged", "年龄 >= 80", title="高龄", need="高龄，请多关心", need_type="comfort")
    rule("ill", '健康状况 in ["较差", "很差"]', title="体弱", need_type="medical")
    rule("first", '生活困难情况 == "特殊困难"', kind="tier", rank=1, title="一类困难", need="一类：生活特殊困难")
    rule("watch", "年龄 >= 85", kind="focus", title="高龄关注")
    rule("aid", '生活困难情况 == "特殊困难"', kind="entitlement", title="困难补助")
    rule("alone", '居住方式 == "独居"', title="独居")
    rule("young", "年龄 < 60", title="年轻")


@pytest.fixture
def person(desk, unit, book):
    row = citizen(unit, desk.at, name="李淑芬", birth_date=date(1930, 3, 1), hardship="special", health="poor")
    judge(person=row.public_id, by=make.SYSTEM, at=desk.at)
    return row


def section(response) -> str:
    """What the portrait's section says."""
    page = response.content.decode()
    found = re.search(r'<section class="card portrait.*?</section>', page, re.S)
    assert found
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0])).strip()


def at(person):
    return f"/desk/people/{person.public_id}"


def test_it_says_what_holds_and_why(clerk, person, application):
    application()
    said = section(clerk.get(at(person)))
    assert "困难类别：一类 一类：生活特殊困难" in said
    for part in (
        "一类：生活特殊困难",
        "重点关注",
        "精神慰藉",
        "高龄，请多关心。",
        "规则“高龄”第 1 版 中央",
        "规则“高龄”第1版：测试，一（有文件出处）。",
        "如果年龄小于80岁，就不再符合。",
        "缺资料，不能判断 1",
        "补填居住方式 ：独居",
        "看还缺哪些材料",
        "不符合的规则 1",
        "年轻 年龄为9",
    ):
        assert part in said
    assert re.search(r"年龄为96岁|年龄为9\d岁", said)


def test_what_does_not_hold_is_told_whole_where_somebody_asks(clerk, person, application):
    application()
    rules = {code: reverse("desk:judged", args=[person.public_id, code]) for code in ("young", "alone", "aged")}
    page = clerk.get(at(person)).content.decode()
    assert {code: f'hx-get="{address}"' in page for code, address in rules.items()} == {
        "young": True, "alone": True, "aged": False,
    }  # fmt: skip
    for code, said in (
        ("young", "现在：没有这个标签 为什么"), ("alone", "现在：缺资料，不能判断"), ("aged", "现在：有这个标签"),
    ):  # fmt: skip
        assert said in text_of(clerk.get(rules[code]))
    alone, young = (text_of(clerk.get(rules[c], headers={"hx-request": "true"})) for c in ("alone", "young"))
    assert ("就符合。" in young, "应该符合，提出异议" in young, "提出异议" in alone) == (True, True, False)
    assert "李淑芬" not in young + alone


def test_a_rule_that_one_may_not_know_is_as_absent_as_a_made_up_one(plain, person, application):
    application()
    hidden, made_up = (plain.get(reverse("desk:judged", args=[person.public_id, code])) for code in ("ill", "no-such"))
    assert (hidden.status_code, same(hidden)) == (404, same(made_up))


def test_every_link_of_it_leads_somewhere(clerk, person, application):
    application()
    page = clerk.get(at(person)).content.decode()
    found = re.search(r'<section class="card portrait.*?</section>', page, re.S)[0]
    links = {link.replace("&amp;", "&") for link in re.findall(r'href="([^"]+)"', found)}
    anchors = {link.partition("#")[2] for link in links if "#" in link}
    assert {anchor for anchor in anchors if f'id="{anchor}"' not in page} == set()
    statuses = {link: clerk.get(link.partition("#")[0]).status_code for link in links}
    assert set(statuses.values()) == {200}


def test_who_lacks_the_purpose_finds_no_trace_of_it(plain, person, application):
    application()
    answer = plain.get(at(person))
    said = section(answer)
    assert ("体弱" in text_of(answer), "健康状况" in text_of(answer)) == (False, False)
    assert "高龄" in said
    assert "另有 1 条规则要看健康、政治面貌等资料，不在您的查看范围内。" in said
    hidden = plain.get(reverse("desk:contest", args=[person.public_id, "ill"]))
    made_up = plain.get(reverse("desk:contest", args=[person.public_id, "no-such"]))
    assert (hidden.status_code, same(hidden)) == (404, same(made_up))


@pytest.mark.usefixtures("book")
def test_tier_and_focus_that_rest_on_health_are_not_told(plain, clerk, desk, unit, application):
    rule("ill_focus", '健康状况 == "很差"', kind="focus", title="体弱关注")
    rule("ill_tier", '健康状况 == "很差"', kind="tier", rank=2, title="二类困难")
    row = citizen(unit, desk.at, birth_date=date(1930, 3, 1), hardship="special", health="poor")
    judge(person=row.public_id, by=make.SYSTEM, at=desk.at)
    application()
    said = section(plain.get(at(row)))
    assert "困难类别和重点关注也因此不显示。" in said
    assert "困难类别：一类" not in said
    assert "困难类别：一类" in section(clerk.get(at(row)))


def test_a_tag_that_todays_facts_no_longer_bear_says_so(clerk, person, application):
    change(person, hardship="none", birth_date=None)
    application()
    said = section(clerk.get(at(person)))
    assert "现在不符合。资料或规则刚有变化，今晚重算后取消这个标签。" in said
    assert "现在缺资料，不能判断。今晚重算后取消这个标签。" in said


def test_a_rule_that_holds_before_the_run_says_so(clerk, person, desk, application):
    rule("new", "年龄 >= 70", title="新规则")
    application()
    assert "现在符合。资料或规则刚有变化，今晚重算后生效。" in section(clerk.get(at(person)))


def test_what_ended_is_kept_and_told(clerk, person, desk, application):
    change(person, hardship="none")
    judge(person=person.public_id, by=make.SYSTEM, at=desk.at)
    application()
    answer = clerk.get(at(person))
    said = section(answer)
    assert "以前的标签 2" in said
    assert re.search(r"困难补助 \d{4}-\d\d-\d\d 至 \d{4}-\d\d-\d\d 按第 1 版规则", said)
    assert "画像变化" in text_of(answer)


def test_who_was_never_judged_is_told_why(clerk, desk, unit, application):
    nobody = citizen(unit, desk.at, birth_date=date(1930, 1, 1))
    application()
    assert "这里还没有生效的规则，所以还没有画像。规则生效后会自动判断。" in section(clerk.get(at(nobody)))


def test_who_is_off_the_roll_is_not_judged(clerk, desk, unit, book, application):
    gone = citizen(unit, desk.at, birth_date=date(1930, 1, 1), standing="moved")
    judge(person=gone.public_id, by=make.SYSTEM, at=desk.at)
    application()
    said = section(clerk.get(at(gone)))
    assert "本人不在册，规则只判断在册人员。" in said
    assert "高龄" not in said


def test_before_the_first_run_today_is_shown_and_said(clerk, desk, unit, book, application):
    fresh = citizen(unit, desk.at, birth_date=date(1930, 1, 1))
    application()
    said = section(clerk.get(at(fresh)))
    assert "还没有判断过" in said
    assert "现在符合。资料或规则刚有变化，今晚重算后生效。" in said


def test_what_people_wrote_is_never_markup(clerk, person, desk, application):
    Contest.objects.create(
        **person.scope(), rule_code="aged", rule_version=1, claim="should_not", voice="family",
        reason="<img src=x onerror=alert(1)>", contested_at=desk.at, contested_by="x", contested_by_name="<b>x</b>",
    )  # fmt: skip
    application()
    for address in (at(person), "/desk/contests/"):
        page = clerk.get(address).content.decode()
        assert ("<img src=x" in page, "<b>x</b>" in page, "&lt;img src=x" in page) == (False, False, True)


def test_one_tag_and_ten_cost_the_same(clerk, person, desk, application):
    application()
    clerk.get(at(person))
    few = queries(clerk, at(person))
    desk.sides.owner()
    for number in range(9):
        rule(f"more{number}", f"年龄 >= {70 + number}", title=f"更多{number}")
    judge(person=person.public_id, by=make.SYSTEM, at=desk.at)
    assert Tag.objects.filter(person=person, until__isnull=True).count() >= 14
    application()
    clerk.get(at(person))
    assert queries(clerk, at(person)) == few

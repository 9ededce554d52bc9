"""From a threshold to the morning's work, as people take it in Chromium: written, previewed, approved, proposed, decided.

Every page is checked by axe at a desk's width and at a phone's, and no page may break the content policy.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.config.house import House
from tests.walk.walker import DESK, Walker, reload_until
from yinling.kernel.calendars import local_day

SECONDS = 120  # what publication and recalculation may take beside a busy machine
ITEM = "上门关怀"


@dataclass(frozen=True)
class Someone:
    """A person of the walk, born on the first of January."""

    name: str
    age: int
    living_arrangement: str
    self_care: str = "able"
    sex: str = "1"


PEOPLE = (
    Someone("吴凤英", 65, "alone", sex="2"),
    Someone("周文海", 70, "with_spouse"),
    Someone("陈桂兰", 77, "alone", sex="2"),
    Someone("王建国", 78, "alone"),
    Someone("李秀英", 78, "with_spouse", sex="2"),
    Someone("张德福", 79, "alone", "partly"),
    Someone("刘玉梅", 79, "with_children", sex="2"),
    Someone("赵长山", 80, "alone"),
    Someone("孙淑珍", 85, "with_spouse", sex="2"),
    Someone("郑守信", 91, "alone"),
)
CONTESTED = "王建国"
OLD_AGED = {"赵长山", "孙淑珍", "郑守信"}
NEW_AGED = {"王建国", "李秀英", "张德福", "刘玉梅"}
ENTERING = {"高龄": NEW_AGED, "高龄独居探访": {"王建国", "张德福"}, "三类困难": {"张德福"}}
VISITED_BEFORE = {"赵长山", "郑守信"}
VISITED_AFTER = VISITED_BEFORE | {"王建国", "张德福"}


@pytest.mark.browser
def test_a_threshold_becomes_the_work_of_the_morning(house: House, browser: Browser):
    officer = Walker(browser, house, DESK)
    officer.sign_in("lanzhou")
    dossiers = {one.name: _registers(officer, one) for one in PEOPLE}
    reload_until(officer.page, "/desk/?rule=visit_aged_alone", lambda: _names(officer.page) == VISITED_BEFORE)

    draft = _writes_78(officer)
    _submits(officer, draft)
    above = Walker(browser, house, DESK)
    above.sign_in("gansu")
    _approves(above)

    _finds_the_new_rule(officer)
    reload_until(officer.page, "/desk/?rule=visit_aged_alone", lambda: _names(officer.page) == VISITED_AFTER)
    for name, address in dossiers.items():
        _explains_every_tag(officer, name, address)
    _contests(officer, dossiers[CONTESTED])
    _sets_aside(officer, dossiers[CONTESTED])
    _decides_in_bulk(officer)
    for walker in (officer, above):
        assert walker.complaints == []


def _registers(walker: Walker, someone: Someone) -> str:
    """Enter somebody by the form; gives the address of the dossier."""
    page = walker.page
    page.goto("/desk/people/new")
    page.fill("input[name=name]", someone.name)
    page.fill("input[name=birth_date]", date(local_day(datetime.now(UTC)).year - someone.age, 1, 1).isoformat())
    page.select_option("select[name=sex]", someone.sex)
    page.select_option("select[name=person_type]", "retired")
    page.select_option("select[name=unit]", index=1)
    page.select_option("select[name=area_code]", "620102")
    page.select_option("select[name=living_arrangement]", someone.living_arrangement)
    page.select_option("select[name=self_care]", someone.self_care)
    page.locator("main form .btn-primary").click()
    page.locator(".dossier").wait_for()
    return page.url


def _writes_78(walker: Walker) -> str:
    """From the menu to the parameter, a new value with source and reason; gives the address of the draft."""
    page = walker.page
    page.goto("/desk/")
    page.locator("nav a[href='/desk/rules/']").first.click()
    walker.check_both("rules")
    page.get_by_role("link", name="参数", exact=True).click()
    walker.check_both("rules-parameters")
    page.get_by_role("link", name="高龄起点", exact=True).click()
    assert "现在的值：80" in page.locator("main").inner_text()
    walker.check_both("rules-parameter")
    page.locator("main").get_by_role("link", name="调整").first.click()
    page.fill("input[name=value]", "78")
    page.fill("input[name=source_document]", "兰州市委老干部局2026年第11次局务会")
    page.fill("input[name=clause]", "会议纪要第三条：高龄走访从78岁起")
    page.select_option("select[name=confidence]", "plain")
    page.fill("textarea[name=note]", "本市走访力量够，提前两岁。")
    page.locator("#check > *").first.wait_for()
    walker.check_both("draft-edit")
    page.locator("#draft-form button[value=look]").click()
    page.wait_for_url("**/rules/drafts/*")
    assert _entering(page) == ENTERING
    walker.check_both("draft")
    return page.url


def _entering(page: Page) -> dict[str, set[str]]:
    """Who would enter by the preview, by the rule's title; nobody may leave."""
    preview = page.locator("section[aria-labelledby=preview]")
    preview.locator("dl.balance").first.wait_for(timeout=SECONDS * 1000)
    found = {}
    for section in preview.locator("section").all():
        leaving = section.locator("dl.balance dd").nth(1).inner_text()
        assert re.findall(r"\d+", leaving) == ["0"]
        found[section.locator("h3").inner_text()] = _opening(section)
    return found


def _submits(walker: Walker, draft: str) -> None:
    """See all who enter on a page of their own, come back, and ask a colleague to approve."""
    page = walker.page
    page.goto(draft)
    page.get_by_role("link", name="查看全部会进入的人").first.click()
    page.wait_for_url("**/people?*")
    assert _opening(page.locator("main")) in ENTERING.values()
    walker.check_both("draft-people")
    page.get_by_role("link", name="返回草稿").click()
    page.fill("form[action$='/submit'] textarea", "局务会定的，从今天起执行。")
    page.locator("form[action$='/submit'] .btn-primary").click()
    page.get_by_role("button", name="撤回，接着写").wait_for()
    assert page.locator("form[action$='/approve']").count() == 0, "nobody approves his own"
    walker.check_both("draft-submitted")


def _approves(walker: Walker) -> None:
    page = walker.page
    page.goto("/desk/rules/")
    page.get_by_role("link", name="待审批").first.click()
    walker.check_both("approvals")
    page.locator(".work", has_text="高龄起点").locator("a.btn-primary").click()
    assert _entering(page) == ENTERING
    walker.check_both("draft-approver")
    page.fill("form[action$='/approve'] textarea", "同意")
    page.locator("form[action$='/approve'] .btn-primary").click()
    page.locator("#draft-progress", has_text="算完 10 人").wait_for(timeout=SECONDS * 1000)
    walker.check_both("draft-published")


def _finds_the_new_rule(walker: Walker) -> None:
    """The parameter in force, and those who are aged now, by the link that the rule itself gives."""
    page = walker.page
    page.goto("/desk/rules/")
    page.get_by_role("link", name="高龄", exact=True).click()
    assert "78" in page.locator("main .condition").first.inner_text()
    walker.check_both("rule")
    page.get_by_role("link", name="您范围内 7 人").click()
    assert _opening(page.locator("main")) == OLD_AGED | NEW_AGED
    walker.check_both("people-by-tag")


def _explains_every_tag(walker: Walker, name: str, address: str) -> None:
    """Each tag says why, on which facts, and by which document, in lines that are not empty."""
    page = walker.page
    page.goto(address)
    told = page.locator("#portrait details.judged").evaluate_all(_TOLD)
    for title, reasons, facts, sources in told:
        assert all((title, reasons, facts, sources)), (name, title, reasons, facts, sources)
    titles = {title for title, *_rest in told}
    assert titles & ENTERING.keys() == {tag for tag, names in _HOLDING.items() if name in names}
    if name == CONTESTED:
        assert "78" in str(told)
        for summary in page.locator("#portrait details.judged > summary").all():
            summary.click()
        walker.check_both("dossier-portrait")


_HOLDING = {"高龄": OLD_AGED | NEW_AGED, "高龄独居探访": VISITED_AFTER, "三类困难": {"张德福"}}
_TOLD = """all => all.map(one => {
  const lines = [...one.querySelectorAll(".told-parts > div")].map(part => [
    part.querySelector("dt").textContent, [...part.querySelectorAll("li")].map(line => line.textContent.trim())
  ]);
  const under = heading => (Object.fromEntries(lines)[heading] || []).filter(Boolean);
  return [one.querySelector(".judged-title").textContent.trim(), under("为什么"), under("看了哪些资料"), under("依据")];
})"""


def _contests(walker: Walker, address: str) -> None:
    page = walker.page
    page.goto(address)
    tag = page.locator("#tag-visit_aged_alone")
    tag.locator("summary").first.click()
    tag.get_by_role("link", name="判断不对，提出异议").click()
    walker.check_both("contest")
    page.get_by_label("家属").check()
    page.fill("textarea[name=reason]", "女儿上月已搬来同住")
    page.locator("main form .btn-primary").click()
    page.locator("#tag-visit_aged_alone", has_text="有异议").wait_for()
    walker.check_both("dossier-contested")


def _sets_aside(walker: Walker, address: str) -> None:
    """A human decides; the tag counts no more, and what was proposed by it lapses."""
    page = walker.page
    page.goto("/desk/contests/")
    walker.check_both("contests")
    page.get_by_role("link", name=CONTESTED, exact=True).click()
    walker.check_both("contest-decide")
    page.locator("input[name=outcome][value=set_aside]").check()
    page.fill("textarea[name=note]", "电话向社区核实，女儿确已同住。")
    page.get_by_role("button", name="记下结论").click()
    page.wait_for_url("**/contests/")
    reload_until(page, "/desk/?state=lapsed", lambda: _names(page) == {CONTESTED})
    walker.check_both("today-lapsed")
    page.goto(address)
    assert "经复核不适用" in page.locator("#tag-visit_aged_alone summary").first.inner_text()


def _decides_in_bulk(walker: Walker) -> None:
    """All visits are approved by one press, and make an order each; whatever is left is rejected with one reason."""
    page = walker.page
    page.goto("/desk/")
    walker.check_both("today-groups")
    page.locator(".groups a", has_text="高龄独居探访").click()
    page.wait_for_url("**rule=visit_aged_alone**")
    assert _names(page) == VISITED_AFTER - {CONTESTED}
    page.locator("[data-pick-all]").check()
    walker.check_both("today-picked")
    page.locator("[data-bulk=approve]").click()
    page.get_by_text("已批准 3 条").wait_for()
    reload_until(page, "/desk/orders/", lambda: page.locator("main").get_by_text(ITEM).count() >= 3)
    page.goto("/desk/")
    left = page.locator(".worklist-lines .work").count()
    assert left, "somebody is offered another service, too"
    page.locator("[data-pick-all]").check()
    page.fill("#bulk-reason", "家属已安排照护")
    page.locator("[data-bulk=reject]").click()
    page.get_by_text(f"已记为不批准 {left} 条").wait_for()
    walker.check_both("today-done")


def _names(page: Page) -> set[str]:
    """Whose lines stand in the worklist."""
    return set(page.locator(".worklist .work-who > a").all_inner_texts())


def _opening(part: Locator) -> set[str]:
    """Whom the lines of a list open."""
    return set(part.locator("table.rows a.opens").all_inner_texts())

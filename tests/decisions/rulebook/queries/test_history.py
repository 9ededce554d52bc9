from datetime import date

import pytest

from tests.decisions.rulebook.drafted import (
    AT,
    LOWER,
    STRICTER,
    approve,
    officer,
    publish,
    submitted,
)
from tests.decisions.rulebook.small import AGE, RULE
from yinling.base.accounts.models import Account
from yinling.decisions.rulebook.queries import chain, parameter_chain, parameter_versions, versions
from yinling.decisions.rulebook.terms import DraftKind
from yinling.kernel.areas import AreaCodeInvalid, AreaLevel
from yinling.kernel.viewer import Viewer

pytestmark = pytest.mark.django_db
BEGINS = date(2026, 12, 1)
LI = officer("53", "李群")
KEY = "00000000-0000-4000-8000-000000000001"


@pytest.fixture
def put(book):
    def put_in_force(by, content, area, kind=DraftKind.RULE):
        book.app(by)
        key = submitted(by, content, kind=kind, area=area)
        book.app(LI)
        approve(key, LI)
        book.work()
        publish(key)

    return put_in_force


def test_the_chain_leads_from_the_nation_down_and_marks_who_decides(put):
    put(officer("5301"), STRICTER, "5301")
    put(officer("53"), STRICTER | {"text": "年龄 >= 85"}, "53")
    links = chain(RULE.code, area_code="530102", on=BEGINS)
    assert [(link.level, link.rule.area_code, link.wins) for link in links] == [
        (AreaLevel.NATION, "0", False),
        (AreaLevel.PROVINCE, "53", False),
        (AreaLevel.PREFECTURE, "5301", True),
    ]
    assert [link.rule.area_code for link in chain(RULE.code, area_code="5303", on=BEGINS)] == ["0", "53"]
    assert [(link.rule, link.wins) for link in chain(RULE.code, area_code="530102", on=date(2026, 11, 30))] == [
        (RULE, True)
    ]
    assert chain("nobody", area_code="53", on=BEGINS) == []
    with pytest.raises(AreaCodeInvalid):
        chain(RULE.code, area_code="530", on=BEGINS)


def test_the_chain_of_a_value(put):
    put(officer("5301"), LOWER, "5301", DraftKind.PARAMETER)
    assert [(link.entry.value, link.wins) for link in parameter_chain("高龄起点", area_code="530102", on=BEGINS)] == [
        (80, False),
        (78, True),
    ]


def test_every_version_says_who_wrote_and_who_approved_it(put, book):
    book.owner()
    Account.objects.create(username="wang", display_name="王敏", public_id=KEY, created_at=AT)
    wang = officer("5301")
    wang = Viewer(account=KEY, role=wang.role, area="5301", purposes=wang.purposes, name="王敏")
    put(wang, STRICTER, "5301")
    put(wang, STRICTER | {"text": "年龄 >= 85"}, "5301")
    found = versions(RULE.code, "5301")
    assert [(line.rule.version, line.state, line.author, line.approver, line.approved_at) for line in found] == [
        (2, "approved", "王敏", LI.account, AT),
        (1, "retired", "王敏", LI.account, AT),
    ]
    (shipped,) = versions(RULE.code, "0")
    assert (shipped.rule, shipped.author, shipped.approver) == (RULE, "yinling", "system")
    assert versions("nobody", "0") == []


def test_every_value_of_an_area_the_latest_first(put):
    put(officer("5301"), LOWER, "5301", DraftKind.PARAMETER)
    put(officer("5301"), LOWER | {"value": 75}, "5301", DraftKind.PARAMETER)
    found = parameter_versions("高龄起点", "5301")
    assert [(line.entry.value, line.retired) for line in found] == [(75, False), (78, True)]
    assert [line.entry for line in parameter_versions("高龄起点", "0")] == [AGE]

"""What a unit gets back to answer: a workbook without secrets and without formulas, and a line in the journal."""

from __future__ import annotations

import hashlib
import io
import json
import uuid

import openpyxl
import pytest

from tests.people.registry.people import COUNTY, HIDDEN, enter, id_number, officer, unit
from yinling.base.journal.models import Body, Entry
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Role, Viewer
from yinling.people.registry.actions import ask, export_questions, report_error

pytestmark = pytest.mark.django_db
CLERK = officer(COUNTY)


def rows(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["待核实"]
    return [[cell.value for cell in row] for row in book["待核实"].iter_rows()]


@pytest.fixture
def doubted(home, now):
    person = enter(home, now, by=CLERK, id_number=id_number(), birth_date=None)
    ask(person=person, term="phone", code="phone.impossible", held="13900001234", written="1390000", by=CLERK, at=now)
    ask(person=person, term="post", code="reported", held="=cmd()", written="@SUM(A1)", by=CLERK, at=now)
    other = enter(home, now, by=CLERK, name="欧阳修")
    report_error(person=other, term="address", text="已搬走，手机 13900009999", by=CLERK, at=now)
    return home


def test_the_workbook_has_the_doubts_masked_and_room_for_the_answer(doubted, now, sides):
    made = export_questions(unit=doubted.public_id, by=CLERK, at=now)
    head, *lines = rows(made.content)
    assert head == ["姓名", "证件尾号", "栏目", "现在登记的内容", "存疑的写法", "疑问", "核实后的正确内容", "核实人"]
    tail = id_number()[-4:]
    assert sorted(lines, key=str) == sorted(
        [
            ["单国英", tail, "联系电话", "139****1234", "****0000", "不像电话号码", None, None],
            ["单国英", tail, "原职务", "=cmd()", "@SUM(A1)", "有人反映登记有误", None, None],
            ["欧阳修", None, "家庭住址", "****", None, "有人反映登记有误", None, None],
        ],
        key=str,
    )
    assert (made.questions, made.persons) == (3, 2)
    sides.owner()
    entry = Entry.objects.order_by("-id").first()
    assert (entry.kind, entry.actor) == ("registry.questions_exported", CLERK.account)
    said = json.loads(Body.objects.get(pk=entry.pk).body)
    assert said.pop("subject") == str(entry.subject)
    assert said == {
        "unit": str(doubted.public_id), "questions": 3, "persons": 2, "digest": hashlib.sha256(made.content).hexdigest(),
    }  # fmt: skip


def test_no_cell_is_a_formula(doubted, now):
    made = export_questions(unit=doubted.public_id, by=CLERK, at=now)
    page = openpyxl.load_workbook(io.BytesIO(made.content))["待核实"]
    assert {cell.data_type for row in page.iter_rows() for cell in row if cell.value is not None} == {"s"}


def test_a_unit_without_doubts_and_one_of_others_are_refused_alike(doubted, now, sides):
    sides.owner()
    empty, elsewhere = unit(COUNTY, "没有疑问的单位"), unit(HIDDEN, "麒麟区教育局")
    there = officer(HIDDEN)
    sides.app(there)
    hidden = enter(elsewhere, now, by=there)
    report_error(person=hidden, term="phone", text="号码停机", by=there, at=now)
    before = Entry.objects.count()
    sides.app(CLERK)
    for key in (empty.public_id, elsewhere.public_id, uuid.uuid4()):
        with pytest.raises(Forbidden):
            export_questions(unit=key, by=CLERK, at=now)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICER])
def test_others_take_nothing_out(doubted, now, role):
    viewer = Viewer(account=str(uuid.uuid4()), role=role, area=COUNTY, purposes=CLERK.purposes)
    with pytest.raises(Forbidden):
        export_questions(unit=doubted.public_id, by=viewer, at=now)

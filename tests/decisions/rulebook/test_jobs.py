from datetime import date

import pytest
from procrastinate.contrib.django import app

from tests.decisions.rulebook.drafted import approve, officer, submitted
from yinling.decisions.rulebook.actions import PUBLISH
from yinling.decisions.rulebook.jobs import publish
from yinling.decisions.rulebook.queries import parameters_in_force

pytestmark = pytest.mark.django_db


def test_the_job_that_an_approval_stores_puts_it_in_force(book):
    wang, li = officer("5301"), officer("53")
    book.app(wang)
    key = submitted(wang)
    book.app(li)
    approve(key, li)
    book.work()
    publish(draft=str(key))
    publish(draft=str(key))
    assert parameters_in_force("530102", date(2026, 12, 1))["高龄起点"].value == 78
    assert PUBLISH in app.tasks

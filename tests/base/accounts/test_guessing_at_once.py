"""Guesses sent at once over several connections: none slips past the count, and no code is spent twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections, transaction

from tests.base.accounts.conftest import PASSWORD, SECRET, SEEDING
from tests.cluster import cluster
from tests.conftest import _point_at
from yinling.base.accounts import actions
from yinling.base.accounts.domain import code_at, code_step
from yinling.base.accounts.models import Account, SignInTry
from yinling.base.rows.viewing import state
from yinling.kernel.viewer import NOBODY

TOGETHER = 8


@pytest.fixture
def committed(django_db_setup, django_db_blocker, now):
    """An account in a database of its own, committed, so that other connections see it; dropped afterwards."""
    name = f"{django_db_setup}_at_once"
    with django_db_blocker.unblock():
        connections.close_all()  # a database is copied only while nobody is connected to it
        with cluster().connect() as admin:
            admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{django_db_setup}" OWNER yl_owner')
        _point_at(name)
        with transaction.atomic():
            made = actions.create_account(
                username="wangmin", display_name="王敏", password=PASSWORD, by=SEEDING, at=now
            )
            actions.enrol_totp(account=made, secret=SECRET, by=SEEDING, at=now)
        yield made
        _point_at(django_db_setup)
    with cluster().connect() as admin:
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def all_at_once(act):
    """What `act` returns from several connections that begin together, each as the application, each committing."""
    ready = Barrier(TOGETHER)

    def one(_):
        try:
            with transaction.atomic():
                state(NOBODY)
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL ROLE yl_app")
                ready.wait(timeout=10)
                return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(TOGETHER) as pool:
        return list(pool.map(one, range(TOGETHER)))


def test_eight_wrong_guesses_at_once_count_five_and_lock(committed, now):
    answers = all_at_once(lambda: actions.check_password(username="wangmin", password="x", address=None, at=now))
    assert sum(answer.locked_until is None for answer in answers) == 4
    assert [answer.account for answer in answers] == [None] * TOGETHER
    assert SignInTry.objects.count() == 5


def test_one_code_sent_eight_times_at_once_opens_once(committed, now):
    code = code_at(SECRET, code_step(now))
    answers = all_at_once(lambda: actions.check_code(account=committed, code=code, address=None, at=now))
    assert sum(answer.account is not None for answer in answers) == 1
    assert Account.objects.get().last_code_step == code_step(now)

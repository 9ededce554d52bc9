"""`/health` tells a balancer whether this process serves, and tells nobody anything else."""

import pytest
from django.db import DatabaseError, connection
from django.test import Client


@pytest.mark.django_db
def test_it_answers_without_a_session():
    answer = Client().get("/health")
    assert (answer.status_code, answer.content, answer.cookies.output()) == (200, b"ok\n", "")


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_told():
    def broken(*_: object) -> None:
        raise DatabaseError("gone")

    with connection.execute_wrapper(broken):
        answer = Client().get("/health")
    assert (answer.status_code, answer.content) == (503, b"database\n")

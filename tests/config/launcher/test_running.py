"""One supervisor at a time, and a note that may be damaged."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from yinling.config.launcher import running
from yinling.config.launcher.places import Installation
from yinling.config.launcher.processes import Identity
from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.running import Member, State

SINCE = datetime(2026, 11, 22, 1, 2, 3, tzinfo=UTC)


@pytest.fixture
def where(tmp_path: Path) -> Installation:
    made = Installation(tmp_path / "var")
    made.make()
    return made


@pytest.mark.slow  # waits for a second process
def test_the_second_is_told_where_the_first_is(where: Installation) -> None:
    with running.alone(where):
        assert running.held(where)
        with pytest.raises(Refusal, match="正在启动"), running.alone(where):
            raise AssertionError("two at once")
        running.write(where, State(8123, ready=True))
        with pytest.raises(Refusal) as refusal, running.alone(where):
            raise AssertionError("two at once")
        assert refusal.value.sentence == "银龄已经在运行：http://127.0.0.1:8123（停止用 ./yinling down）。"
    assert not running.held(where)


def test_the_note_is_read_as_written(where: Installation) -> None:
    state = State(8000, ready=True, members={"web": Member(Identity(12, 345), SINCE)})
    running.write(where, state)
    assert running.read(where) == state
    running.forget(where)
    assert running.read(where) == State()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"port": 1}', '{"port":1,"ready":true,"members":{"web":[1]}}'])
def test_a_damaged_note_says_nothing(where: Installation, content: str) -> None:
    where.state.write_text(content, encoding="utf-8")
    assert running.read(where) == State()
    assert running.leftovers(where) == []


def test_leftovers_are_living_processes_of_the_note_but_not_oneself(where: Installation) -> None:
    gone = Member(Identity(1, 1), SINCE)
    running.write(where, State(members={"supervisor": running.me(), "web": gone}))
    assert running.leftovers(where) == []


def test_nothing_runs_where_nothing_is(tmp_path: Path) -> None:
    assert not running.held(Installation(tmp_path / "absent"))

"""Log lines say what, where and which number; never what somebody typed."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys

import psycopg
import pytest
from django.db import IntegrityError, connection

from yinling.config import __main__ as command_line
from yinling.config.launcher.places import PROJECT
from yinling.config.logs import JsonLines, Worth, failure_line

SECRET = "李芳 530102194001010021 13888888888"


def line_of(logger: str, level: int, text: str, *args, failure=None, **extra) -> dict:
    record = logging.LogRecord(logger, level, __file__, 1, text, args, (type(failure), failure, failure.__traceback__) if failure else None)  # fmt: skip
    record.__dict__.update(extra)
    return json.loads(JsonLines().format(record))


def raised(make) -> BaseException:
    try:
        make()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked at
        return error
    raise AssertionError("nothing was raised")


def test_a_line_of_ours_keeps_words_of_the_source_and_numbers_only():
    line = line_of("yinling.background", logging.WARNING, "deadline %s of %s failed %d times", "orders.due", SECRET, 3)
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "warning",
        "process": "owner",
        "logger": "yinling.background",
        "event": "deadline orders.due of … failed 3 times",
    }


@pytest.mark.parametrize("logger", ["django.security.DisallowedHost", "procrastinate.worker", "asyncio", "somebody"])
def test_of_a_library_only_the_name_is_kept(logger):
    assert line_of(logger, logging.WARNING, f"refused {SECRET}", SECRET)["event"] == ""


def test_a_plain_spoken_library_keeps_its_sentence_without_arguments():
    assert (
        line_of("uvicorn.error", logging.WARNING, "Invalid HTTP request received.")["event"]
        == "Invalid HTTP request received."
    )
    assert (
        line_of("psycopg.pool", logging.WARNING, "error connecting in %r: %s", SECRET, SECRET)["event"]
        == "error connecting in %r: %s"
    )


def test_a_failed_job_names_its_task_and_number_not_what_it_was_about():
    def fail():
        raise ValueError(SECRET)

    job = {"id": 7, "task_name": "intake.take", "attempts": 2, "task_kwargs": {"roster": SECRET}, "call_string": SECRET}
    line = line_of(
        "procrastinate.worker",
        logging.INFO,
        f"Job {SECRET} ended",
        failure=raised(fail),
        action="job_error_retry",
        job=job,
    )
    assert {key: line[key] for key in ("event", "job", "job_id", "tries")} == {
        "event": "job_error_retry", "job": "intake.take", "job_id": 7, "tries": 2,
    }  # fmt: skip
    assert len(line["number"]) == 8
    assert line["errors"] == [
        {"type": "builtins.ValueError", "at": [line["errors"][0]["at"][0], line["errors"][0]["at"][1]]}
    ]
    assert line["errors"][0]["at"][1].endswith(" fail")
    assert SECRET not in json.dumps(line, ensure_ascii=False)


@pytest.mark.django_db
def test_of_the_database_the_code_and_the_constraint_are_kept_and_the_row_is_not():
    def twice():
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE kept (name text CONSTRAINT kept_once UNIQUE)")
            cursor.execute("INSERT INTO kept VALUES (%s), (%s)", [SECRET, SECRET])

    failure = raised(twice)
    assert isinstance(failure, IntegrityError)
    assert SECRET in str(failure)
    line = failure_line(failure, number="2" * 8, event="ended")
    assert SECRET not in line
    cause = json.loads(line)["errors"][1]
    assert {key: cause[key] for key in ("type", "code", "table", "constraint")} == {
        "type": f"{psycopg.errors.UniqueViolation.__module__}.UniqueViolation",
        "code": "23505", "table": "kept", "constraint": "kept_once",
    }  # fmt: skip


def test_places_do_not_say_where_this_machine_keeps_its_files():
    line = failure_line(raised(lambda: json.loads("{")), number="2" * 8, event="ended")
    places = json.loads(line)["errors"][0]["at"]
    assert [place for place in places if place.startswith("/")] == []
    assert places[-1].startswith("json/decoder.py:")


@pytest.mark.parametrize(
    ("logger", "level", "action", "kept"),
    [
        ("procrastinate.worker", logging.INFO, "start_job", False),
        ("procrastinate.worker", logging.INFO, "job_error_retry", True),
        ("procrastinate.worker", logging.ERROR, "job_error", True),
        ("uvicorn.error", logging.INFO, "", False),
        ("yinling.request", logging.INFO, "", True),
    ],
)
def test_what_is_worth_a_line(logger, level, action, kept):
    record = logging.LogRecord(logger, level, "", 1, "text", (), None)
    record.__dict__["action"] = action
    assert Worth().filter(record) is kept


@pytest.mark.slow  # starts two processes
@pytest.mark.parametrize("where", ["main", "thread"])
def test_what_ends_a_process_is_a_line_too(where):
    program = f"""
import threading
from yinling.config.logs import speak_in_lines
speak_in_lines()
def fail(): raise RuntimeError("{SECRET}")
threading.Thread(target=fail).start() if "{where}" == "thread" else fail()
"""
    paths = os.environ | {"PYTHONPATH": str(PROJECT / "src")}
    said = subprocess.run(
        [sys.executable, "-c", program], env=paths, capture_output=True, text=True, check=False
    ).stderr
    assert said.count("\n") == 1
    assert SECRET not in said
    assert json.loads(said)["errors"][0]["type"] == "builtins.RuntimeError"


@pytest.fixture
def logged(tmp_path, monkeypatch):
    monkeypatch.setenv("YINLING_VAR", str(tmp_path))
    (tmp_path / "logs").mkdir()
    line = {"time": "2026-11-23T01:00:00.000+00:00", "level": "error", "process": "web", "event": "request", "number": "KD4M7XQP", "status": 500}  # fmt: skip
    failed = line | {"event": "", "errors": [{"type": "a.B", "code": "23505", "at": ["yinling/x.py:1 f"]}]}
    del failed["status"]
    text = "not ours\n" + json.dumps(line) + "\n" + json.dumps(failed) + '\n{"time" broken\n'
    (tmp_path / "logs/web.log.1").write_text("systemd[1]: " + text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("written", ["KD4M7XQP", "kd4m-7xqp", "KD4M 7XQP"])
def test_a_number_finds_its_lines_however_it_is_written(logged, capsys, written):
    assert command_line.main(["log", written]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2026-11-23T01:00:00.000+00:00  error  web  request",
        "  status: 500",
        "2026-11-23T01:00:00.000+00:00  error  web",
        "  a.B (code 23505)",
        "    yinling/x.py:1 f",
    ]


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (["22222222"], 1, "日志里没有编号 2222-2222：它可能在更早的日志里，或者记在另一台机器上。"),
        (["KD4M"], 2, "“KD4M”不是错误编号：编号像 KD4M-7XQP 这样，共八个字母和数字。"),
        ([], 2, "用法：./yinling log 编号 [日志文件 ……]；用 - 读取管道里的日志。"),
        (["22222222", "/nowhere"], 1, "读不到日志 /nowhere：No such file or directory。"),
    ],
)
def test_what_is_not_found_is_said(logged, capsys, words, status, sentence):
    assert command_line.main(["log", *words]) == status
    assert capsys.readouterr().err == sentence + "\n"

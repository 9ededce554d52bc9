"""Log lines for machines: one JSON object a line, without a word that somebody typed.

A line is made of numbers and of what our own source says: names of events, kinds, routes, places in files. Arguments
and messages of exceptions are left out, and the texts of libraries: a failing statement quotes the row, a refused host
quotes the header. What is left names the type, the place and, for the database, its code and constraint.
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import threading
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

import psycopg

from yinling.web.tracing import current_number, fresh_number

_OWN = ("yinling", "__main__")
# Libraries whose messages are fixed sentences of their own, once the arguments are left out.
_PLAIN_SPOKEN = ("uvicorn", "psycopg.pool", "whitenoise")
_WORD = re.compile(r"[a-z][a-z0-9_]{0,39}(\.[a-z][a-z0-9_]{0,39}){0,3}", re.ASCII)
_FRAMES, _FRAMES_BEHIND = (
    30,
    8,
)  # places of an exception, the innermost ones; of those behind it, which are much the same
_CHAIN = 5  # exceptions of one failure
_FOLDERS = {found for folder in sys.path if folder for found in (folder, str(Path(folder).resolve()))}
_BASES = sorted((folder.rstrip(os.sep) + os.sep for folder in _FOLDERS), key=len, reverse=True)


class Worth(logging.Filter):
    """Lets through what is worth a line: of the queue's chatter about every job and tick, only what went wrong."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to write it."""
        if record.levelno > logging.INFO or not _is_of(record.name, ("procrastinate", "uvicorn", "asyncio")):
            return True
        return getattr(record, "action", "") == "job_error_retry"


class JsonLines(logging.Formatter):
    """time, level, process, logger, event; number of the request or failure; what the event tells; the exception."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of one record."""
        failed = record.levelno >= logging.ERROR or record.exc_info is not None
        number = current_number() or (fresh_number() if failed else "")
        line: dict[str, object] = {
            "time": _moment(record.created),
            "level": record.levelname.lower(),
            "process": os.environ.get("YINLING_PROCESS", ""),
            "logger": record.name,
            "event": _event(record),
        }
        if number:
            line["number"] = number
        line |= _told(record)
        if record.exc_info and record.exc_info[1] is not None:
            line["errors"] = list(told_exception(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False)


def _moment(seconds: float) -> str:
    """A moment in UTC to the millisecond."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")


def _event(record: logging.LogRecord) -> str:
    """What happened, in words of the source."""
    action = getattr(record, "action", "")  # procrastinate's own word for it
    if isinstance(action, str) and _WORD.fullmatch(action):
        return action
    own, text = _is_of(record.name, _OWN), record.msg if isinstance(record.msg, str) else ""
    if own:
        return _filled(text, record.args)
    return text.strip() if _is_of(record.name, _PLAIN_SPOKEN) else ""


def _filled(text: str, args: object) -> str:
    """Our own message with those arguments that are numbers or words of the source; the others are left out."""
    found = args if isinstance(args, tuple) else ()
    kept = [arg if isinstance(arg, int) or _is_word(arg) else "…" for arg in found]
    try:
        return text % tuple(kept) if kept else text
    except (TypeError, ValueError):
        return text


def _is_word(value: object) -> bool:
    return isinstance(value, str) and _WORD.fullmatch(value) is not None


def _is_of(name: str, families: tuple[str, ...]) -> bool:
    return any(name == family or name.startswith(family + ".") for family in families)


def _told(record: logging.LogRecord) -> Iterator[tuple[str, object]]:
    """What an event of ours says besides, and which job it was."""
    told, job = getattr(record, "told", None), getattr(record, "job", None)
    if isinstance(told, dict) and _is_of(record.name, _OWN):
        yield from told.items()
    if isinstance(job, dict):
        yield from (
            (key, value)
            for key, value in (("job", job.get("task_name")), ("job_id", job.get("id")), ("tries", job.get("attempts")))
            if isinstance(value, int) or _is_word(value)
        )


def told_exception(error: BaseException) -> Iterator[dict[str, object]]:
    """Types and places of an exception and of what caused it, outermost first; never a message."""
    at: BaseException | None = error
    for turn in range(_CHAIN):
        if at is None:
            return
        told: dict[str, object] = {"type": f"{type(at).__module__}.{type(at).__qualname__}"}
        told |= _of_database(at) | _of_system(at)
        told["at"] = [
            f"{_short(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}"
            for frame, line in list(traceback.walk_tb(at.__traceback__))[-(_FRAMES_BEHIND if turn else _FRAMES) :]
        ]
        yield told
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)


def _of_database(error: BaseException) -> dict[str, object]:
    """Code, table and constraint, which are names of our own; the rest of the answer may quote a row."""
    if not isinstance(error, psycopg.Error):
        return {}
    diag = error.diag
    found = {"code": error.sqlstate, "table": diag.table_name, "constraint": diag.constraint_name}
    return {key: value for key, value in found.items() if value}


def _of_system(error: BaseException) -> dict[str, object]:
    """The number of a refusal by the system, the module that could not be imported."""
    if isinstance(error, ImportError) and error.name:
        return {"module": error.name}
    return {"errno": error.errno} if isinstance(error, OSError) and error.errno else {}


def _short(name: str) -> str:
    """A file as Python imports it, without where this machine keeps it."""
    for base in _BASES:
        if name.startswith(base):
            return name.removeprefix(base)
    return Path(name).name


def failure_line(error: BaseException, *, number: str, event: str) -> str:
    """One line for a failure outside of logging: of the launcher, or of a process that ends by it."""
    line = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "level": "critical",
        "process": os.environ.get("YINLING_PROCESS", ""),
        "event": event,
        "number": number,
        "errors": list(told_exception(error)),
    }
    return json.dumps(line, ensure_ascii=False)


def speak_in_lines() -> None:
    """Let what ends this process, or a thread of it, be told as a line too instead of as a traceback with values."""

    def end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        print(failure_line(error, number=fresh_number(), event="ended"), file=sys.stderr, flush=True)

    def end_thread(found: threading.ExceptHookArgs) -> None:
        if found.exc_value is not None:
            end(found.exc_type, found.exc_value, found.exc_traceback)

    sys.excepthook, threading.excepthook = end, end_thread

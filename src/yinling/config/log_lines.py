"""`./yinling log NUMBER`: the lines of a failure whose number somebody read from a page."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from yinling.config.launcher.places import installation
from yinling.config.launcher.progress import say
from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.words import _
from yinling.people.registry.domain.cards import CODE_ALPHABET
from yinling.web.tracing import spoken

_FIRST = ("time", "level", "process", "event")  # what stands on the first line of an answer, in this order
_LENGTH = 8


def main(argv: Sequence[str]) -> int:
    """Print every line with the number, of the installation's logs or of the named files (`-`: what is piped in).

    0 when there is one. Raises Refusal: 2 for what is no number, 1 when no line has it or a file cannot be read.
    """
    if not argv or any(word.startswith("--") for word in argv):
        raise Refusal(_("用法：./yinling log 编号 [日志文件 ……]；用 - 读取管道里的日志。"), 2)
    number = _number(argv[0])
    found = [line for source in _sources(argv[1:]) for line in _lines(source) if line.get("number") == number]
    if not found:
        raise Refusal(
            _("日志里没有编号 %(number)s：它可能在更早的日志里，或者记在另一台机器上。") % {"number": spoken(number)}
        )
    for line in sorted(found, key=lambda line: str(line.get("time"))):
        say("\n".join(_told(line)))
    return 0


def _number(text: str) -> str:
    """The number as the log has it, however it was written down."""
    number = "".join(sign for sign in text.upper() if sign not in "- ")
    if len(number) != _LENGTH or set(number) - set(CODE_ALPHABET):
        raise Refusal(_("“%(text)s”不是错误编号：编号像 KD4M-7XQP 这样，共八个字母和数字。") % {"text": text[:20]}, 2)
    return number


def _sources(names: Sequence[str]) -> list[Path | None]:
    """The files to read, older ones first; None is what is piped in."""
    if names:
        return [None if name == "-" else Path(name) for name in names]
    logs = installation().var / "logs"
    return [*sorted(logs.glob("*.log.1")), *sorted(logs.glob("*.log"))]


def _lines(source: Path | None) -> Iterator[dict[str, object]]:
    """The lines of ours in a log; others (PostgreSQL's, a service manager's) are passed over."""
    try:
        text = sys.stdin.read() if source is None else source.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        said = {"path": source, "reason": error.strerror}
        raise Refusal(_("读不到日志 %(path)s：%(reason)s。") % said) from None
    for line in text.splitlines():
        start = line.find('{"time"')  # a service manager writes a head of its own before it
        if start < 0:
            continue
        try:
            found = json.loads(line[start:])
        except ValueError:
            continue
        yield found


def _told(line: dict[str, object]) -> Iterator[str]:
    """A line for a reader: its head, what it tells, then the places of each exception, innermost last."""
    yield "  ".join(str(line[key]) for key in _FIRST if line.get(key))
    for key, value in line.items():
        if key not in {*_FIRST, "errors", "number"} and value not in {""}:
            yield f"  {key}: {value}"
    errors = line.get("errors")
    for error in errors if isinstance(errors, list) else []:
        names = ", ".join(
            f"{key} {error[key]}" for key in ("code", "table", "constraint", "errno", "module") if key in error
        )
        yield f"  {error.get('type')}" + (f" ({names})" if names else "")
        yield from (f"    {place}" for place in error.get("at", []))

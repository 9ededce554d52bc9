"""What is to be done at a visit, line by line, each done or not done and then why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

MAX_WHY = 100
_LEAST_WHY = 2


@dataclass(frozen=True)
class ChecklistLine:
    """One line of a task's checklist. `is_done` is None before anybody said so; `why` says why it was not done."""

    text: str
    is_done: bool | None = None
    why: str = ""


class LineWrong(ValueError):
    """What was said of a checklist does not fit it. `line` counts from 0; None: the number of lines differs."""

    def __init__(self, line: int | None) -> None:
        super().__init__(line)
        self.line = line


def blank_checklist(texts: Iterable[str]) -> tuple[ChecklistLine, ...]:
    """A checklist of which nothing is said yet."""
    return tuple(ChecklistLine(text) for text in texts)


def answered(asked: Sequence[ChecklistLine], said: Sequence[tuple[bool, str]]) -> tuple[ChecklistLine, ...]:
    """The checklist with what the worker says of each line: done, or not done and why.

    Raises LineWrong when a line is missing or one that was not done does not say why.
    """
    if len(asked) != len(said):
        raise LineWrong(None)
    return tuple(_answered(number, line, *of) for number, (line, of) in enumerate(zip(asked, said, strict=True)))


def _answered(number: int, line: ChecklistLine, is_done: bool, why: str) -> ChecklistLine:
    why = "" if is_done else why.replace("\x00", "").strip()
    if not is_done and not _LEAST_WHY <= len(why) <= MAX_WHY:
        raise LineWrong(number)
    return replace(line, is_done=is_done, why=why)


def written_checklist(lines: Iterable[ChecklistLine]) -> list[dict[str, str | bool | None]]:
    """The checklist as the task's row keeps it."""
    return [{"text": line.text, "is_done": line.is_done, "why": line.why} for line in lines]


def read_checklist(kept: object) -> tuple[ChecklistLine, ...]:
    """A checklist out of a task's row. Raises ValueError when the row holds something else."""
    if not isinstance(kept, list):
        raise ValueError("checklist")
    return tuple(_read(line) for line in kept)


def _read(line: object) -> ChecklistLine:
    match line:
        case {"text": str(text), "is_done": bool(is_done), "why": str(why)}:
            return ChecklistLine(text, is_done, why)
        case {"text": str(text), "is_done": None, "why": str(why)}:
            return ChecklistLine(text, None, why)
        case _:
            raise ValueError("checklist")

"""What the shared frames show: the types of their variables, and the message after an act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpRequest

UNDO = "undo:"
LAST_PAGE = 1_000_000  # nobody turns further, and PostgreSQL counts no further than 2^63 lines


@dataclass(frozen=True)
class MenuLine:
    """One line of the desk's menu. `icon` is a symbol of icons.svg; `count` is shown when it is not zero.

    Where more wait than are counted it says so: `1000+`.
    """

    url: str
    label: str
    icon: str
    count: int | str | None = None
    current: bool = False


class ScopeChoice(NamedTuple):
    """One scope this account may work in; `value` is what the switch posts as `scope`."""

    value: str
    label: str
    current: bool = False


class Scope(NamedTuple):
    """The scope in force, shown in the bar; `action` is where the switch posts `scope` and `next`."""

    name: str
    action: str
    choices: tuple[ScopeChoice, ...] = ()


def say(request: HttpRequest, text: str, *, undo: str = "", level: int = messages.SUCCESS) -> None:
    """Show a toast on the next page; with `undo`, the address to which its button posts.

    Undo where undo is possible, instead of asking whether one is sure.
    """
    messages.add_message(request, level, text, extra_tags=f"{UNDO}{undo}" if undo else "")


def page_number(request: HttpRequest) -> int:
    """Which page of a list the address names with `page`, from 1; whatever is no such number is the first."""
    typed = request.GET.get("page", "")
    return min(max(int(typed), 1), LAST_PAGE) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 1

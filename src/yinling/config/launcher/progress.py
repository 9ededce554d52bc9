"""What the person at the terminal sees while something takes longer than a second."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from yinling.config.launcher.words import _


def say(text: str) -> None:
    """One line on the terminal, at once."""
    print(text, flush=True)


def complain(text: str) -> None:
    """One line on the error output, at once."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def step(doing: str) -> Iterator[None]:
    """Say what is being done, and how long it took when that was over a second."""
    start = time.monotonic()
    say(f"· {doing} ……")
    yield
    took = time.monotonic() - start
    if took > 1:
        say("  " + _("用了 %(seconds).1f 秒") % {"seconds": took})

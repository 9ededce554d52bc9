"""Where the public test sets lie: beside the project, and absent from a user's clone."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def shared(path: str) -> Path:
    """The file or folder `path` of ../shared/data; skips the test, saying so, where it is absent."""
    found = SHARED / path
    if not found.exists():
        pytest.skip(f"../shared/data/{path} is not here: public test sets are not part of a clone")
    return found

"""Where things lie: the checkout, and the data folder of one installation."""

import os
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[4]
FRONT = PROJECT / ".front"


@dataclass(frozen=True)
class Installation:
    """One data folder (YINLING_VAR, by default var/ in the checkout) and the names in it."""

    var: Path

    @property
    def lock(self) -> Path:
        """Held by the supervisor as long as it lives."""
        return self.var / "run/lock"

    @property
    def state(self) -> Path:
        """Who runs, written by the supervisor."""
        return self.var / "run/state.json"

    @property
    def secrets(self) -> Path:
        """Passwords and keys, 0600."""
        return self.var / "secrets.env"

    @property
    def policy(self) -> Path:
        """The trust policy that `verify` is given: the journal's public key."""
        return self.var / "trust-policy.txt"

    def log(self, name: str) -> Path:
        """The log of one process."""
        return self.var / f"logs/{name}.log"

    def make(self) -> None:
        """Make the folders. Raises OSError when that is not possible."""
        self.var.mkdir(parents=True, exist_ok=True)
        for name in ("logs", "run"):
            (self.var / name).mkdir(mode=0o700, exist_ok=True)


def installation() -> Installation:
    """The installation that the environment names."""
    return Installation(Path(os.environ.get("YINLING_VAR") or PROJECT / "var").absolute())

"""What the rulebook announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class RulesLoaded:
    """A rule file changed the rulebook. `subject` is the load.

    `rules`, `parameters` and `measures` name what is new, `ended` what got another last day; `digest` is SHA-256 over the
    table of changes as canonical JSON.
    """

    kind: ClassVar[str] = "rulebook.rules_loaded"
    subject: UUID
    rules: tuple[str, ...]
    parameters: tuple[str, ...]
    measures: tuple[str, ...]
    ended: tuple[str, ...]
    digest: str

"""How what was typed is refused."""

from __future__ import annotations

from collections.abc import Mapping

from yinling.base.rows.refusals import Refused


class Unacceptable(Refused):
    """What was typed cannot become a record. `errors` says for each field what is wrong and what to do."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = dict(errors)

"""The small rulebook of these tests: one rule, its measure, and three parameters."""

from pathlib import Path

from yinling.decisions.rulebook.outside import read_rule_file

SMALL = Path(__file__).parent / "small.toml"
BOOK = read_rule_file(SMALL)
(RULE,) = BOOK.rules
(AGE, DAYS, _) = BOOK.parameters
(MEASURE,) = BOOK.measures
PARAMETERS = {entry.code: entry for entry in BOOK.parameters}

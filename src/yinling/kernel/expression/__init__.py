"""Conditions in the office's own words: typed, total, bounded; the only language in which a rule decides.

    年龄 >= {高龄起点} and 居住方式 == "独居"

`parse` checks a text against a vocabulary, `evaluate` answers it for one person with everything the answer
rests on, `explain_lines` says that in sentences and `telling` chooses the few that say most, `compiled` turns it into
one SQL expression that gives the same answer for everybody at once. There is no arithmetic, no attribute, no call but
the five named functions, no loop, and a missing value means in it what NULL means in SQL (the table stands in
`syntax`).
"""

from yinling.kernel.expression.checking import Expression, NeededParameter, parse
from yinling.kernel.expression.compiling import Column, SqlCondition, compiled
from yinling.kernel.expression.evaluating import Finding, Outcome, UsedFact, UsedParameter, evaluate, full_years
from yinling.kernel.expression.explaining import HOLDS, explain_lines, say_change, telling
from yinling.kernel.expression.refusals import ExpressionError, FactError
from yinling.kernel.expression.vocabulary import Kind, Term, Value, Vocabulary

__all__ = [
    "HOLDS",
    "Column",
    "Expression",
    "ExpressionError",
    "FactError",
    "Finding",
    "Kind",
    "NeededParameter",
    "Outcome",
    "SqlCondition",
    "Term",
    "UsedFact",
    "UsedParameter",
    "Value",
    "Vocabulary",
    "compiled",
    "evaluate",
    "explain_lines",
    "full_years",
    "parse",
    "say_change",
    "telling",
]

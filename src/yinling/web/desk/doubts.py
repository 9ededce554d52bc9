"""Why a field is doubted, in a sentence for the officer who decides."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from yinling.people.intake.domain.cleaning import rules
from yinling.people.registry.terms import doubts

# What people and the registry itself raise; what cleaning raises is told by its own register.
_OWN = {
    "reported": gettext_lazy("有人报告这一项有误。"),
    "conflict": gettext_lazy("另一份名册或档案里的写法不一样。"),
    "standing.missing": gettext_lazy("新名册里没有此人：去世、转出，还是漏报？"),
    "roster.withdrawn": gettext_lazy("建档的名册已经撤回，请核对此人是否仍在册。"),
    "id_number.taken": gettext_lazy("名册上的身份证号已经登记在另一份档案里。"),
}


def say_doubt(code: str) -> str:
    """The sentence of a question's code; for one that nobody registered, that somebody should look."""
    if code in _OWN:
        return str(_OWN[code])
    if code in rules.DOUBTS or code.endswith(".unknown_word"):
        return rules.say_doubt(code)
    return doubts.say_doubt(code)

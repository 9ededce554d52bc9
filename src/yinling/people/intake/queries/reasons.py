"""What became of a row, in words that an officer reads."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yinling.people.intake.terms import RowStatus

# By the codes of domain/layout.RowKind, and those with which cleaning refuses a row.
_SENTENCES = {
    "title": _("标题或填报说明"),
    "header": _("表头"),
    "blank": _("空行"),
    "total": _("合计行"),
    "note": _("备注行"),
    "repeated_header": _("重复的表头"),
    "person": _("人员"),
    "name.missing": _("没有姓名，不能确定是谁：请补上姓名后重新导入"),
    "identity": _("可能与另一条记录是同一个人，请人工判定"),
}


def say_status(status: str) -> str:
    """A row's status in words."""
    return str(RowStatus(status).label)


def say_reason(reason: str) -> str:
    """Why a row has its status; empty when there is nothing to say."""
    return str(_SENTENCES.get(reason, reason))

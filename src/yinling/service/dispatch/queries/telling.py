"""Why an order found no hands, in words: kept with the order, and shown beside each candidate."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from yinling.service.dispatch.domain import Misfit, Need, Why, count_reasons
from yinling.service.dispatch.models import Offer
from yinling.service.dispatch.terms import CarerSex, OfferState
from yinling.service.orders.models import Order
from yinling.supply.workforce.terms import Language

_REASONS_SAID = 5  # of those who declined; the others are counted


def reason_words(why: Why, need: Need) -> str:
    """Why one candidate is not asked, in the reader's language."""
    words = {
        Why.REFUSED: _("此前谢绝或退回过这一单"),
        Why.AVOIDED: _("本人不希望其上门"),
        Why.AWAY: _("请假"),
        Why.SKILL: _("不做这项服务"),
        Why.SEX: _("不是本人希望的性别（%(sex)s）") % {"sex": CarerSex(need.carer_sex).label},
        Why.LANGUAGE: _("不会%(languages)s") % {"languages": _languages(need)},
        Why.FULL: _("已满"),
        Why.ASKED: _("这一轮已请过"),
    }
    return words[why]


def why_unfilled(order: Order, need: Need, misfits: Sequence[Misfit]) -> str:
    """Who was asked in this round and what each said, and why the others were not; in Chinese, whoever reads it.

    `已请3人：1人谢绝（距离太远），2人未答复；另有2人不合适：1人不会西南官话，1人已满`.
    """
    with override("zh-hans"):
        asked, others = _asked(order), _others(need, misfits)
        if asked and others:
            return _("%(asked)s；另有%(others)s") % {"asked": asked, "others": others}
        return asked or others or _("本地区没有可派的服务人员")


def _asked(order: Order) -> str:
    rows = list(Offer.objects.filter(order=order, round=order.round).order_by("answered_at", "id"))
    declined = [row.reason for row in rows if row.state == OfferState.DECLINED]
    silent = sum(row.state == OfferState.LAPSED for row in rows)
    parts = []
    if declined:
        reasons = _("、").join(dict.fromkeys(declined[:_REASONS_SAID]))
        parts.append(_("%(number)s人谢绝（%(reasons)s）") % {"number": len(declined), "reasons": reasons})
    if silent:
        parts.append(_("%(number)s人未答复") % {"number": silent})
    if not parts:
        return ""
    return _("已请%(number)s人：%(parts)s") % {"number": len(declined) + silent, "parts": _("，").join(parts)}


def _others(need: Need, misfits: Sequence[Misfit]) -> str:
    counted = count_reasons(misfits)
    if not counted:
        return ""
    parts = [
        _("%(number)s人%(reason)s") % {"number": counted[why], "reason": reason_words(why, need)}
        for why in Why
        if counted[why]
    ]
    return _("%(number)s人不合适：%(parts)s") % {"number": counted.total(), "parts": _("，").join(parts)}


def _languages(need: Need) -> str:
    known = [str(Language(code).label) for code in need.languages if code in Language.values]
    return _("、").join(known) or _("所需语言")

"""The states of an offer, and wishes about who comes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OfferState(TextChoices):
    """offered -> taken | declined | lapsed | withdrawn; taken -> given_back | ended."""

    OFFERED = "offered", _("可接单")
    TAKEN = "taken", _("已接单")
    DECLINED = "declined", _("已谢绝")
    LAPSED = "lapsed", _("到时未答复")
    WITHDRAWN = "withdrawn", _("已收回")
    GIVEN_BACK = "given_back", _("接单后退回")
    ENDED = "ended", _("已办结")


class CarerSex(TextChoices):
    """Whether the person wants to be cared for by a woman or a man."""

    ANY = "", _("不限")
    FEMALE = "2", _("女性")
    MALE = "1", _("男性")

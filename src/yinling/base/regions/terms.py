"""The words of areas."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from yinling.kernel.areas import AreaLevel


class Level(TextChoices):
    """How high an area stands, as kernel.areas tells from the code."""

    NATION = AreaLevel.NATION.value, _("全国")
    PROVINCE = AreaLevel.PROVINCE.value, _("省级")
    PREFECTURE = AreaLevel.PREFECTURE.value, _("市州级")
    COUNTY = AreaLevel.COUNTY.value, _("县区级")
    TOWNSHIP = AreaLevel.TOWNSHIP.value, _("乡镇街道")


class Confidence(TextChoices):
    """How sure a fact is:

    as in its source, widely known but not checked against the official text, or unverified.
    """

    SOURCED = "", _("有来源")
    WELL_KNOWN = "†", _("公认，未核对正式文本")
    UNVERIFIED = "‡", _("未核实")

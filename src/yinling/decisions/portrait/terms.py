"""Words of portraits: who contests, what becomes of it, the states of a run, the bands of age."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Claim(TextChoices):
    """What is contested."""

    SHOULD_NOT = "should_not", _("不该有这个标签")
    SHOULD = "should", _("应该有这个标签")


class Voice(TextChoices):
    """Whose word a contest is; the officer writes it down."""

    PERSON = "person", pgettext_lazy("voice", "本人")
    FAMILY = "family", pgettext_lazy("voice", "家属")
    OFFICER = "officer", pgettext_lazy("voice", "经办人员")


class ContestState(TextChoices):
    """A human decides: the tag stays, is set aside until the facts change, or the facts are corrected."""

    OPEN = "open", _("待复核")
    KEPT = "kept", _("维持原判断")
    SET_ASIDE = "set_aside", _("经复核不适用")
    FACTS_WRONG = "facts_wrong", _("资料有误，已另行更正")
    WITHDRAWN = "withdrawn", _("已撤回")


class RunState(TextChoices):
    """A run that was killed goes on where it stood."""

    RUNNING = "running", _("进行中")
    DONE = "done", _("已完成")


class AgeBand(TextChoices):
    """Bands of completed years, by the smallest; those of unknown age stand apart."""

    UNDER_60 = "0", _("60岁以下")
    FROM_60 = "60", _("60–69岁")
    FROM_70 = "70", _("70–79岁")
    FROM_80 = "80", _("80–89岁")
    FROM_90 = "90", _("90–99岁")
    FROM_100 = "100", _("100岁及以上")
    UNKNOWN = "-", _("年龄不详")

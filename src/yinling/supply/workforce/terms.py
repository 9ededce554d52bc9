"""Kinds of workers, and the languages that they speak."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class WorkerKind(TextChoices):
    """Whose worker it is."""

    STAFF = "staff", _("本单位人员")
    PROVIDER = "provider", _("服务机构人员")


class Language(TextChoices):
    """What somebody speaks with the people he serves: tags of BCP 47 (those of ../shared/domain/languages.md, with Bai
    as Central Bai, Miao and Zhuang as the macrolanguages, and Chinese Sign Language †).

    Varieties of one name are not told apart here: who speaks which dialect is asked on the telephone.
    """

    MANDARIN = "cmn", _("普通话")
    SOUTHWESTERN = "cmn-x-xinan", _("西南官话")
    YI = "ii", _("彝语")
    BAI = "bca", _("白语")
    HANI = "hni", _("哈尼语")
    DAI_DEHONG = "tdd", _("傣语（德宏）")
    DAI_BANNA = "khb", _("傣语（西双版纳）")
    ZHUANG = "za", _("壮语")
    MIAO = "hmn", _("苗语")
    LISU = "lis", _("傈僳语")
    LAHU = "lhu", _("拉祜语")
    WA = "wbm", _("佤语")
    NAXI = "nxq", _("纳西语")
    JINGPO = "kac", _("景颇语")
    ZAIWA = "atb", _("载瓦语")
    JINO = "jiu", _("基诺语")
    TIBETAN = "bo", _("藏语")
    SIGN = "csl", _("手语")

"""How far the papers of a candidate are gathered."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Gathering(TextChoices):
    """Whose papers a list of candidates asks for."""

    ALL = "all", _("不限")
    MISSING = "missing", _("还缺材料")
    NOTHING = "nothing", _("一份材料也没有")  # features W15: perhaps entitled, and nobody has begun
    COMPLETE = "complete", _("材料齐全")

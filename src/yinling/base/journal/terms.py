"""Words of the journal: what an audit may find."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Problem(models.TextChoices):
    """What an audit finds wrong."""

    ENTRY_CHANGED = "entry_changed", _("登记被改动")
    ENTRY_MOVED = "entry_moved", _("登记被调换了位置")
    ENTRY_MISSING = "entry_missing", _("登记被删除")
    ENTRY_UNKNOWN = "entry_unknown", _("登记没有经过正常途径写入，不会被封存")
    LEAF_MISSING = "leaf_missing", _("叶子被删除")
    LEAF_UNKNOWN = "leaf_unknown", _("叶子没有经过封存")
    BODY_CHANGED = "body_changed", _("内容被改动")
    BODY_MISSING = "body_missing", _("内容被删除，而没有删除记录")
    TILE_CHANGED = "tile_changed", _("树的散列被改动")
    HEAD_CHANGED = "head_changed", _("树头被改动")
    CHECKPOINT_CHANGED = "checkpoint_changed", _("检查点被改动，或不是本日志签发")
    HISTORY_CHANGED = "history_changed", _("这一段登记与已签发的检查点不一致")
    TAIL_CUT = "tail_cut", _("末尾的登记被截断")

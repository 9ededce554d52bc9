"""The words of the intake: what becomes of a roster and of each of its rows."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RosterState(TextChoices):
    """How far a roster has come. `ASKING` waits for a human to say what headings or units mean."""

    RECEIVED = "received", _("已收到")
    ASKING = "asking", _("等待核对表头")
    READY = "ready", _("等待导入")
    RUNNING = "running", _("正在导入")
    DONE = "done", _("已导入")
    REFUSED = "refused", _("未能导入")
    WITHDRAWN = "withdrawn", _("已撤回")


class Phase(TextChoices):
    """What an import is doing."""

    READ = "read", _("读取文件")
    CLEAN = "clean", _("清洗每个单元格")
    MATCH = "match", _("查找重复人员")
    WRITE = "write", _("写入登记")
    JOURNAL = "journal", _("记入总账")


class RowStatus(TextChoices):
    """What became of a row: exactly one of these, for every row of the file."""

    NEW = "new", _("新增")
    MERGED = "merged", _("合并")
    HELD = "held", _("待判定")
    REFUSED = "refused", _("未采用")
    NOT_A_PERSON = "not-a-person", _("不是人员")


class VerdictChoice(TextChoices):
    """What a human said of two writings."""

    SAME = "same", _("同一人")
    DIFFERENT = "different", _("不是同一人")


# Headings that are no term of the record: the serial number, and columns that a human chose to leave in the original.
SERIAL = "serial"
IGNORED = "ignored"

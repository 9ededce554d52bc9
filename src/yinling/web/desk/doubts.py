"""Why a field is doubted, in a sentence for the officer who decides."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_KNOWN = {
    "reported": gettext_lazy("有人报告这一项有误。"),
    "birth_date.against_id": gettext_lazy("出生日期与身份证号上的不一致。"),
    "birth_date.age": gettext_lazy("按这个出生日期算，年龄不合理。"),
    "sex.against_id": gettext_lazy("性别与身份证号上的不一致。"),
    "retired_on.before_work": gettext_lazy("离退休时间早于参加革命工作时间。"),
    "died_on.before_retirement": gettext_lazy("去世日期早于离退休时间。"),
    "began_work.after_1949": gettext_lazy("离休干部的参加革命工作时间晚于 1949 年 9 月 30 日。"),
    "period.against_work": gettext_lazy("革命时期与参加革命工作时间不一致。"),
    "joined_party.no_member": gettext_lazy("填了入党时间，政治面貌却不是党员。"),
    "id_number.check_digit": gettext_lazy("身份证号的校验位不符，至少有一位写错。"),
    "id_number.lost_digits": gettext_lazy("表格把身份证号存成了数字，末几位已经丢失。"),
    "id_number.length": gettext_lazy("身份证号的位数不对。"),
    "id_number.masked": gettext_lazy("身份证号被遮盖，看不到全部。"),
    "id_number.other_certificate": gettext_lazy("写的不像身份证号，可能是别的证件号。"),
    "date.january_or_october": gettext_lazy("末尾的 0 可能被表格去掉：看不出是 1 月还是 10 月。"),
    "date.century": gettext_lazy("年份只写了两位，世纪要核对。"),
    "date.several": gettext_lazy("一格里写了几个日期。"),
    "date.lunar": gettext_lazy("写的是农历日期。"),
    "date.approximate": gettext_lazy("日期写的是大概。"),
    "date.unreadable": gettext_lazy("看不懂写的日期。"),
    "name.symbols": gettext_lazy("姓名里有不是文字的符号。"),
    "name.note": gettext_lazy("姓名后面有附注。"),
    "name.digits": gettext_lazy("姓名里有数字。"),
    "number.implausible": gettext_lazy("数字大小不合理。"),
    "number.approximate": gettext_lazy("数字写的是大概。"),
    "level.chief_or_deputy": gettext_lazy("看不出是正职还是副职。"),
}
_OF_KIND = {
    "id_number": gettext_lazy("身份证号要核对。"),
    "date": gettext_lazy("日期的写法要核对。"),
    "name": gettext_lazy("姓名的写法要核对。"),
    "phone": gettext_lazy("电话的写法要核对。"),
    "number": gettext_lazy("数字要核对。"),
    "level": gettext_lazy("级别的写法要核对。"),
    "roster": gettext_lazy("新名册与原来登记的不一致。"),
    "merge": gettext_lazy("合并的两份记录不一致。"),
}


def say_doubt(code: str) -> str:
    """The sentence of a question's code; for one that this list does not know, that somebody should look."""
    found = _KNOWN.get(code) or _OF_KIND.get(code.partition(".")[0])
    return str(found) if found else _("登记的内容与另一处写的不一致，请核对。")

"""What is doubted about a field, said to people: the codes that cleaning, matching and officers give to questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

DOUBTS: dict[str, StrPromise] = {
    "reported": _("有人反映登记有误"),
    "id_number.contradicts": _("与身份证号不一致"),
    "id_number.lost_digits": _("证号存成了数字，末几位已丢失"),
    "id_number.check_digit": _("证号校验码不对"),
    "id_number.length": _("证号位数不对"),
    "id_number.characters": _("证号里有不该有的字符"),
    "id_number.birth_date": _("证号里的出生日期不存在"),
    "id_number.masked": _("证号被遮盖了一部分"),
    "id_number.other_certificate": _("不是居民身份证号"),
    "birth_date.against_id": _("与身份证号里的出生日期不一致"),
    "birth_date.age": _("由出生日期得出的年龄不合常理"),
    "sex.against_id": _("与身份证号里的性别不一致"),
    "date.impossible": _("没有这一天，或晚于填报日期"),
    "date.unreadable": _("看不懂的日期"),
    "date.approximate": _("写的是大约的日期"),
    "date.range": _("写的是一段时间"),
    "date.several": _("写了几个日期"),
    "date.lunar": _("可能是农历日期"),
    "date.republican": _("可能是民国纪年"),
    "date.century": _("年份只有两位，世纪不确定"),
    "date.day_or_month": _("日和月分不清"),
    "date.january_or_october": _("1 月还是 10 月不确定"),
    "date.ambiguous": _("日期有几种读法"),
    "date.typed_in_day_cell": _("单元格格式是日期，内容不像日期"),
    "joined_party.too_young": _("入党时年龄过小"),
    "began_work.too_young": _("参加工作时年龄过小"),
    "began_work.after_1949": _("离休干部参加革命工作应在 1949 年 9 月 30 日以前"),
    "retired_on.before_birth": _("早于出生日期"),
    "retired_on.before_work": _("早于参加工作时间"),
    "died_on.before_birth": _("早于出生日期"),
    "died_on.before_retirement": _("早于离退休时间"),
    "period.against_work": _("与参加革命工作时间不符"),
    "name.private_use": _("姓名里有自造字，请写明是哪个字"),
    "name.digits": _("姓名里有数字"),
    "name.symbols": _("姓名里有不是文字的符号"),
    "name.note": _("姓名旁边写了别的内容"),
    "name.short": _("姓名只有一个字"),
    "name.too_long": _("姓名过长"),
    "name.missing": _("没有姓名"),
    "person_type.assumed": _("名册没有写明人员类别，暂记为退休干部"),
    "person_type.against_sheet": _("与表名里的人员类别不一致"),
    "level.chief_or_deputy": _("没有写明正职还是副职"),
    "level.rank": _("写的是非领导职务，不是职务级别"),
    "number.unreadable": _("看不懂的数目"),
    "number.approximate": _("写的是大约的数目"),
    "number.implausible": _("数目不合常理"),
    "phone.impossible": _("不像电话号码"),
    "phone.note": _("电话旁边写了别的内容"),
    "text.too_long": _("内容过长"),
}
_BY_ENDING: dict[str, StrPromise] = {
    "unknown_word": _("看不懂的写法"),
    "contradicts": _("不同来源的说法不一致"),
}


def say_doubt(code: str) -> str:
    """What a question's code says to people; of a code that is not known, that somebody should look."""
    said = DOUBTS.get(code) or _BY_ENDING.get(code.rpartition(".")[2])
    return str(said or _("需要核实"))

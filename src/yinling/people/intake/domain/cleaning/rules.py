"""The register of cleaning rules and doubts: every name that a value or a question can carry, with what people read."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise as StrPromise

RULES: Final[Mapping[str, StrPromise]] = MappingProxyType(
    {
        "blank": _("空白"),
        "unknown": _("写明不知道"),
        "unreadable": _("读不出"),
        "name.as_written": _("照原样"),
        "name.spaces_removed": _("去掉名字中的空格"),
        "name.middle_dot": _("统一间隔号"),
        "name.width": _("全角字母改为半角，去掉多余符号"),
        "name.said_beside": _("取出括号里的内容"),
        "id_number.as_written": _("照原样，校验位相符"),
        "id_number.signs_tidied": _("去掉空格，统一全角和大写"),
        "id_number.fifteen": _("十五位旧号换成十八位"),
        "id_number.number_cell": _("数字单元格里十八位都在"),
        "date.year": _("只有年份"),
        "date.year_month": _("年和月"),
        "date.day": _("年月日"),
        "date.compact": _("连写的年月日"),
        "date.blanks_removed": _("去掉日期中的空格"),
        "date.serial": _("表格的日期序号"),
        "date.day_cell": _("日期单元格"),
        "date.first_of_month": _("整列都是一日，只取年和月"),
        "date.number_year_month": _("数字形式的年和月"),
        "date.two_digit_year": _("补全两位年份"),
        "date.year_last": _("年份写在最后"),
        "date.zero_part": _("月或日写作零，只取前面"),
        "date.chinese_numerals": _("汉字日期"),
        "date.republican": _("民国纪年换成公元"),
        "date.english_month": _("英文月份"),
        "birth_date.from_id": _("由身份证号得出"),
        "sex.from_id": _("由身份证号得出性别"),
        "person_type.from_sheet": _("由工作表名得出"),
        "phone.as_written": _("号码照原样"),
        "phone.signs_removed": _("去掉号码中的符号"),
        "phone.number_cell": _("数字单元格里的号码"),
        "phone.leading_zero_added": _("补上区号前的零"),
        "phone.dialling_code_added": _("补上本地区号"),
        "phone.several": _("分开几个号码"),
        "choice.word": _("按词表对应"),
        "choice.code": _("已是代码"),
        "level.word": _("按职务级别词表对应"),
        "level.treatment_only": _("只是待遇，不是职务"),
        "level.post_and_treatment": _("分开职务和待遇"),
        "number.as_written": _("数字照原样"),
        "number.unit_removed": _("去掉单位"),
        "number.chinese_numerals": _("汉字数目"),
        "number.sum": _("子女数相加"),
        "number.none": _("写明没有，记为零"),
        "list.as_written": _("列举照原样"),
        "list.split": _("分开并列的内容"),
        "list.none": _("写明没有"),
        "list.diseases": _("按病名表统一"),
        "list.diseases_noted": _("按病名表统一，其余记入健康说明"),
        "area.code": _("已是地区代码"),
        "area.by_name": _("按地名对应地区代码"),
        "street.completed": _("补上“街道”"),
        "street.shortened": _("去掉街道前的地名"),
        "community.completed": _("补上“社区”"),
        "living_elsewhere.no": _("写明没有易地安置"),
        "residence.from_address": _("由住址得出"),
        "residence.with_street": _("由住址和街道得出"),
        "text.as_written": _("文字照原样"),
        "text.tidied": _("去掉多余空格和看不见的符号"),
        "text.cut": _("太长，只留前面"),
    }
)

DOUBTS: Final[Mapping[str, StrPromise]] = MappingProxyType(
    {
        "name.private_use": _("名字里有只在个别电脑上才能显示的造字，请核对是哪个字。"),
        "name.digits": _("名字里有数字，请核对。"),
        "name.symbols": _("名字里有不该有的符号，请核对。"),
        "name.note": _("名字旁边另有说明，请看是否要记入别处。"),
        "name.short": _("名字只有一个字，请核对。"),
        "name.too_long": _("名字太长，请核对是否填错了列。"),
        "id_number.lost_digits": _("身份证号存成了数字，后几位已经丢失，请照证件补全。"),
        "id_number.check_digit": _("身份证号校验位不符，至少有一位写错了，请照证件核对。"),
        "id_number.length": _("身份证号的位数不对，请照证件核对。"),
        "id_number.characters": _("身份证号里有不该有的字，请照证件核对。"),
        "id_number.birth_date": _("身份证号里的出生日期不存在，请照证件核对。"),
        "id_number.masked": _("身份证号有几位被遮盖，请照证件补全。"),
        "id_number.other_certificate": _("写的是别的证件号码，请补身份证号。"),
        "date.impossible": _("没有这一天，或者这一天还没有到，请核对。"),
        "date.unreadable": _("读不出日期，请核对。"),
        "date.ambiguous": _("五位数字可以读成两个日期，请核对。"),
        "date.approximate": _("日期只是大约，请核对。"),
        "date.range": _("写的是一段时间，先取开始，请核对。"),
        "date.several": _("写了几个日期，先取第一个，请核对。"),
        "date.lunar": _("写的是农历，只取年份，请核对公历日期。"),
        "date.republican": _("写的是民国纪年，请核对换算。"),
        "date.century": _("两位年份分不清是哪个世纪，请核对。"),
        "date.day_or_month": _("分不清日和月，只取年份，请核对。"),
        "date.january_or_october": _("数字丢了末尾的零时，一月可能是十月，请核对。"),
        "date.typed_in_day_cell": _("年份填进了日期格式的单元格，请核对。"),
        "birth_date.against_id": _("出生日期与身份证号不一致，先按身份证号，请核对。"),
        "birth_date.age": _("按出生日期算出的年龄不合情理，请核对。"),
        "sex.against_id": _("性别与身份证号不一致，先按身份证号，请核对。"),
        "person_type.against_sheet": _("人员类别与所在的工作表不一致，请核对。"),
        "period.against_work": _("革命时期与参加革命工作时间不一致，请核对。"),
        "joined_party.too_young": _("入党时不满十五岁，请核对。"),
        "joined_party.no_member": _("有入党时间，政治面貌却不是中共党员，请核对。"),
        "began_work.too_young": _("参加工作时不满十二岁，请核对。"),
        "began_work.after_1949": _("离休干部的参加革命工作时间应在1949年9月30日以前，请核对。"),
        "retired_on.before_work": _("离退休时间早于参加工作时间，请核对。"),
        "retired_on.before_birth": _("离退休时间早于出生日期，请核对。"),
        "died_on.before_birth": _("去世日期早于出生日期，请核对。"),
        "died_on.before_retirement": _("去世日期早于离退休时间，请核对。"),
        "phone.impossible": _("有读不成电话号码的数字，请核对。"),
        "phone.note": _("号码旁边另有说明，请看是否要记入别处。"),
        "choice.beside": _("选项后面另有说明，请核对。"),
        "level.chief_or_deputy": _("没有写明正职还是副职，请核对。"),
        "level.rank": _("写的是职级，不是职务级别，请核对。"),
        "number.unreadable": _("读不出数目，请核对。"),
        "number.approximate": _("数目只是大约，请核对。"),
        "number.implausible": _("数目不合情理，请核对。"),
        "area.unknown": _("不认识这个地名，请选一个地区。"),
        "area.beside": _("地名后面另有说明，请看是否要记入别处。"),
        "living_elsewhere.no_place": _("只写了是易地安置，没有写地方，请补充。"),
        "text.too_long": _("文字太长，后面没有记入，请核对。"),
    }
)
REFUSALS: Final[Mapping[str, StrPromise]] = MappingProxyType({"name.missing": _("没有姓名，不能建档。")})
_UNKNOWN_WORD: Final = _("不认识这个词，请选一个。")


def say_rule(rule: str) -> str:
    """A rule in words; its own name when it is registered elsewhere."""
    return str(RULES.get(rule, rule))


def say_doubt(code: str) -> str:
    """The sentence that a doubt's question begins with. `<term>.unknown_word` is one sentence for all terms."""
    if code.endswith(".unknown_word"):
        return str(_UNKNOWN_WORD)
    return str(DOUBTS.get(code, code))

"""The kernel's Chinese sentences, listed so that they are translated like all others.

The kernel knows no gettext: its refusals carry Chinese text. At the doors `translated` finds the sentence in this list
and says it in the reader's language. Listed are the modules whose refusals a form or `yinling verify` shows; a test
compares the list with them. What explains a rule stays Chinese, for rules are written in Chinese; why a text is no
rule is said in the reader's language.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final


def gettext_noop(text: str) -> str:
    """Mark a text for the collection of words. Django's own would bring Django to `verify`, which does without."""
    return text


# A value inside a sentence has the name that the kernel's f-string gives it.
TEXTS: Final = (
    # identity
    gettext_noop("身份证号应为18位（旧证15位），现在是%(value)s位。请对照证件补全或删去多余的字。"),
    gettext_noop("身份证号的校验位不符，其中至少有一位写错了。请对照证件逐位核对。"),
    gettext_noop("旧证身份证号应为15位，现在是%(value)s位。请对照证件核对。"),
    gettext_noop("数字"),
    gettext_noop("数字或X"),
    gettext_noop("身份证号第%(place)s位不是%(allowed)s。请对照证件改正这一位。"),
    gettext_noop("第7至14位（旧证第7至12位）"),
    gettext_noop("身份证号%(places)s的出生日期不存在。请对照证件核对年月日。"),
    gettext_noop("身份证号%(places)s的出生年份不在1800至2099年之间。请对照证件核对年份。"),
    gettext_noop("身份证号%(places)s的出生日期还没有到。请对照证件核对年月日。"),
    gettext_noop("统一社会信用代码应为18位，现在是%(value)s位。请对照证书补全或删去多余的字。"),
    gettext_noop("统一社会信用代码的校验位不符，其中至少有一位写错了。请对照证书逐位核对。"),
    gettext_noop("统一社会信用代码第9至17位不是有效的组织机构代码。请对照证书核对这几位。"),
    gettext_noop("数字或大写字母（不用I、O、S、V、Z）"),
    gettext_noop("统一社会信用代码第%(place)s位应为%(words)s。请对照证书改正这一位。"),
    # areas
    gettext_noop("“%(value)s”不是行政区划代码。请填写省2位、市州4位、县区6位或乡镇街道9位的代码，例如530102。"),
    # receipts
    gettext_noop("%(means)s（%(detail)s）。"),
    gettext_noop("格式不对：这不是一份完整的服务凭证"),
    gettext_noop("内容被改动：凭证里的服务内容与登记时不一致"),
    gettext_noop("存证不符：日志里没有这样一条登记"),
    gettext_noop("签名不可信：检查点没有得到信任文件里的日志和见证方认可"),
    gettext_noop("盐应为%(salt_bytes)s字节"),
    gettext_noop("摘要与内容不符"),
    gettext_noop("附加数据不是规范的JSON"),
    gettext_noop("附加数据不是规范写法"),
    gettext_noop("附加数据应有 header、body、salt 三项"),
    gettext_noop("服务内容不是JSON对象"),
    gettext_noop("登记信息的项目不对"),
    gettext_noop("登记序号不对"),
    gettext_noop("登记信息应为文字"),
    gettext_noop("登记对象的编号不对"),
    gettext_noop("登记时间的写法不对"),
    gettext_noop("摘要或盐的写法不对"),
    # trust
    gettext_noop("信任文件第%(line)s行：%(message)s"),
    gettext_noop("信任文件：%(message)s"),
    gettext_noop("文件过大"),
    gettext_noop("含有不允许的控制字符"),
    gettext_noop("最后一行没有换行，可能不完整"),
    gettext_noop("检查点没有受信任日志的签名（来源 %(origin)s）"),
    gettext_noop("见证方签名不足，未达到“%(value)s”的要求"),
    gettext_noop("看不懂这一行"),
    gettext_noop("缺少 quorum 行"),
    gettext_noop("日志公钥重复"),
    gettext_noop("见证方公钥重复"),
    gettext_noop("成员 %(value)s 尚未定义"),
    gettext_noop("成员 %(value)s 已经属于一个组"),
    gettext_noop("quorum 行重复"),
    gettext_noop("%(value)s 尚未定义"),
    gettext_noop("名称 %(value)s 已有所指"),
    gettext_noop("门槛应为 all、any，或1到成员数之间的数"),
    gettext_noop("密钥的种类不适合这个用途"),
    # notes
    gettext_noop("验证密钥应写成“名称+编号+公钥”"),
    gettext_noop("验证密钥的公钥部分不是规范的base64"),
    gettext_noop("验证密钥的种类不受支持"),
    gettext_noop("验证密钥的编号与公钥不符"),
    gettext_noop("签名文本缺少签名部分"),
    gettext_noop("签名多于%(most_signatures)s个"),
    gettext_noop("签名者名称为空，或含有空白或加号"),
    gettext_noop("待签文本应以换行结尾"),
    gettext_noop("见证时间超出范围"),
    gettext_noop("检查点应有来源、大小和根三行"),
    gettext_noop("空日志的根不对"),
    gettext_noop("证明文件缺少检查点，或过大"),
    gettext_noop("证明文件的前半部分不是ASCII文本"),
    gettext_noop("不是 c2sp.org/tlog-proof@v1 证明文件"),
    gettext_noop("附加数据是空的"),
    gettext_noop("证明文件缺少序号"),
    gettext_noop("证明里的散列值过多"),
    gettext_noop("文本过大"),
    gettext_noop("文本不是UTF-8"),
    gettext_noop("文本含有控制字符"),
    gettext_noop("签名行不是“— 名称 签名”"),
    gettext_noop("签名行太短"),
    gettext_noop("%(name)s 的见证时间超出范围"),
    gettext_noop("%(name)s 的签名不成立：%(refused)s"),
    gettext_noop("数字的写法不对"),
    gettext_noop("散列值应为%(hash_bytes)s字节"),
    gettext_noop("不是规范的base64"),
    # merkle
    gettext_noop("树的大小"),
    gettext_noop("叶子序号"),
    gettext_noop("叶子序号%(index)s不在大小为%(size)s的树内"),
    gettext_noop("存在证明多出了散列值"),
    gettext_noop("存在证明缺少散列值"),
    gettext_noop("存在证明推不出所给的根"),
    gettext_noop("前一棵树的大小"),
    gettext_noop("后一棵树的大小"),
    gettext_noop("前一棵树是空的，不能作为一致性证明的起点"),
    gettext_noop("前一棵树（%(size1)s）比后一棵树（%(size2)s）还大"),
    gettext_noop("一致性证明推不出前一棵树的根"),
    gettext_noop("一致性证明推不出后一棵树的根"),
    gettext_noop("大小相同的两棵树之间不应有散列值"),
    gettext_noop("大小相同的两棵树，根却不同"),
    gettext_noop("一致性证明缺少散列值"),
    gettext_noop("一致性证明多出了散列值"),
    gettext_noop("%(name)s不是合适的非负整数"),
    gettext_noop("证明不是散列值的列表"),
    gettext_noop("大小为%(size)s的树应有%(value)s个完整子树"),
    gettext_noop("前一棵树应不为空，且不大于后一棵树"),
    gettext_noop("第%(level)s层第%(number)s块散列不完整"),
    # signing
    gettext_noop("签名应为64字节"),
    gettext_noop("签名不是规范写法"),
    gettext_noop("签名与内容或密钥不符"),
    gettext_noop("公钥应为32字节"),
    gettext_noop("公钥不是可用的曲线点"),
    gettext_noop("签名私钥种子应为32字节"),
    # refusals of expressions and facts
    gettext_noop("“%(name)s”的值不是%(expected)s"),
    gettext_noop("第%(line)s行第%(column)s个字：%(message)s"),
    # signs of an expression
    gettext_noop("不能做加减乘除"),
    gettext_noop("判断相等要写两个等号“==”"),
    gettext_noop("参数的名字要写在花括号“{}”里"),
    gettext_noop("只能用整数，也不能用“.”取别的东西"),
    gettext_noop("引号里有看不见的字符"),
    gettext_noop("引号里的文字最多%(max_text_characters)s个字"),
    gettext_noop("数字最多%(max_digits)s位"),
    gettext_noop("文字的引号没有配对"),
    gettext_noop("文字要用双引号括起来"),
    gettext_noop("日历上没有%(piece)s这一天"),
    gettext_noop("条件最多%(max_characters)s个字，这里有%(value)s个字"),
    gettext_noop("这里不能用“%(character)s”"),
    gettext_noop("这里有看不见的字符"),
    # parts of an expression
    gettext_noop("in 后面要写方括号里的列表，例如 in [80, 90]"),
    gettext_noop("“%(function)s”的括号里只能写一个词汇"),
    gettext_noop("“%(function)s”的括号里要写一个词汇"),
    gettext_noop("“%(shown)s”前面缺少 and、or 或比较符号"),
    gettext_noop("“%(value)s”用作连接词时，后面要空一格"),
    gettext_noop('“%(word)s”后面要写带引号的文字，几项写在方括号里，例如 ["甲", "乙"]'),
    gettext_noop("“%(word)s”的前面要写一个多项的词汇"),
    gettext_noop("一个条件的结果不能再拿来比较"),
    gettext_noop("不能连着比较，请用 and 分成两个条件"),
    gettext_noop("列表要用逗号隔开，用“]”结束"),
    gettext_noop("列表里只能写数字、日期、带引号的文字或参数"),
    gettext_noop("括号和 not 最多嵌套%(max_depth)s层"),
    gettext_noop("括号里多了这些内容，或者前面缺少 and、or"),
    gettext_noop("条件太复杂，最多%(max_nodes)s个部分"),
    gettext_noop("条件是空的"),
    gettext_noop("条件没有写完"),
    gettext_noop("没有“%(function)s”这个函数%(hint)s"),
    gettext_noop("这个括号没有配对的“)”"),
    gettext_noop("这里不该出现“%(shown)s”"),
    gettext_noop("这里要的是条件，请写明和什么比较"),
    gettext_noop("，可用的有：%(value)s"),
    gettext_noop("，是不是“%(near)s”"),
    # kinds of an expression
    gettext_noop("%(label)s不分大小，只能用 ==、!= 或 in"),
    gettext_noop("%(one)s不能和%(other)s比较"),
    gettext_noop("in 的前面要写一个词汇"),
    gettext_noop("“%(function)s”要的是日期，“%(name)s”是%(label)s"),
    gettext_noop("“%(wanted_by)s”要的是多项的词汇，“%(name)s”是%(label)s"),
    gettext_noop("一对引号里只写一项，几项请写成方括号里的列表"),
    gettext_noop("两边的选项完全不同，不会相等"),
    gettext_noop("两边都是写死的值，没有用到人员的信息"),
    gettext_noop("两边都是参数，没有用到人员的信息"),
    gettext_noop("参数“%(name)s”前面用作%(before)s，这里用作%(now)s"),
    gettext_noop("可选的有：%(value)s"),
    gettext_noop("多项的词汇不能直接比较，可以问有没有某一项（%(contains)s），或一共几项（%(how_many)s）"),
    gettext_noop("多项里的每一项是文字，这里是%(label)s"),
    gettext_noop("是不是“%(near)s”"),
    gettext_noop("没有“%(value)s”这个词汇%(hint)s"),
    gettext_noop("没有“%(word)s”这个选项，%(hint)s"),
    gettext_noop("要问一项也没有，请写“%(example)s”"),
    gettext_noop("这里要的是条件，而它是%(label)s，请写明和什么比较"),
    gettext_noop("选项要写在双引号里，可选的有：%(value)s"),
    gettext_noop("；如果“%(value)s”是连接词，它后面要空一格"),
    gettext_noop("；如果它是一段文字，要用双引号括起来"),
    gettext_noop("整数"),
    gettext_noop("选项"),
    gettext_noop("文字"),
    gettext_noop("日期"),
    gettext_noop("是否"),
    gettext_noop("多项"),
)

_PLACE: Final = re.compile(r"%\\\((\w+)\\\)s")


def translated(text: str, translate: Callable[[str], str]) -> str:
    """A sentence of the kernel in the reader's language; any other text, and values inside, as they are."""
    for pattern, template in _PATTERNS:
        if found := pattern.fullmatch(text):
            values = {name: translated(value, translate) for name, value in found.groupdict().items()}
            return translate(template) % values
    return text


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(_PLACE.sub(r"(?P<\1>.+?)", re.escape(template)), re.DOTALL)


# The most literal first: `成员 %(value)s 尚未定义` before `%(value)s 尚未定义`.
_PATTERNS: Final = tuple(
    (_pattern(template), template)
    for template in sorted(TEXTS, key=lambda template: len(re.sub(r"%\(\w+\)s", "", template)), reverse=True)
)

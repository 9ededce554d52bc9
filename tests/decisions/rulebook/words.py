"""The vocabulary that the rules of these tests are written in."""

from yinling.kernel.expression import Kind, Term, Vocabulary

VOCABULARY = Vocabulary(
    [
        Term("年龄", Kind.NUMBER, "岁", "由出生日期计算"),
        Term(
            "居住方式",
            Kind.CHOICE,
            source="经办人员录入",
            words=("独居", "与配偶同住", "与子女同住", "住养老机构", "其他"),
        ),
        Term("自理能力", Kind.CHOICE, source="经办人员录入", words=("能自理", "部分自理", "不能自理")),
    ]
)

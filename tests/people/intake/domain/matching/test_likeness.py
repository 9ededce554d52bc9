from yinling.people.intake.domain.cleaning.places import Places
from yinling.people.intake.domain.matching.likeness import Likeness, likeness_of

PLACES = Places.build(
    [
        ("0", "中华人民共和国", "全国"),
        ("62", "甘肃省", "甘肃"),
        ("6201", "兰州市", "兰州"),
        ("620102", "城关区", "城关"),
    ],
    "6201",
)


def test_a_likeness_is_folded() -> None:
    values = {
        "name": "張連德",
        "former_name": "张 连德、张卫东",
        "sex": "1",
        "birth_date": "1949-07",
        "id_number": "620121194907259784",
        "phone": "13900010001、0931-8432828",
        "address": "兰州市城关区庆阳路77号院3幢2单元501室",
        "contact_name": "張 明",
        "contact_phone": "13900010002",
        "spouse_name": "阿依古丽·买买提",
        "former_unit": "兰州市图书馆",
        "began_work": "1972-09",
        "retired_on": "2004-07",
        "person_type": "retired",
        "hobbies": "书法",
    }
    found = likeness_of(("sheet", 7), values, "", PLACES)
    assert found == Likeness(
        key=("sheet", 7),
        name="张连德",
        former_names=("张连德", "张卫东"),
        sex="1",
        birth="1949-07",
        id_number="620121194907259784",
        phones=("13900010001", "0931-8432828"),
        address_key=found.address_key,
        contact_name="张明",
        contact_phone=("13900010002",),
        spouse_name="阿依古丽买买提",
        former_unit="兰州市图书馆",
        began_work="1972-09",
        retired_on="2004-07",
        person_type="retired",
    )
    again = likeness_of(8, {"address": "城关区庆阳路77号3幢2单元501室"}, "", PLACES)
    assert again == Likeness(key=8, name="", address_key=found.address_key)


def test_an_unknown_sex_and_a_hint() -> None:
    found = likeness_of(1, {"name": "王成", "sex": "9", "deceased_cadre": "李 建國"}, "620102194307123", PLACES)
    assert found == Likeness(key=1, name="王成", id_hint="620102194307123", deceased_cadre="李建国")

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared import shared
from yinling.kernel.masks import mask_address, mask_id_number, mask_name, mask_phone


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("李明", "李**"), ("李小明", "李**"), ("欧阳修文", "欧**"), ("阿依古丽·买买提", "阿**"), (" 李明 ", "李**"),
        ("李", "**"), ("𠮷", "**"), ("", ""), ("  ", ""), ("𠮷田", "𠮷**"), ("葛\U000e0100城", "葛\U000e0100**"),
        ("葛\U000e0100", "**"), ("ꀀꀁ", "ꀀ**"), ("John Smith", "J**"), ("e\u0301a", "e\u0301**"), ("\u0301", "**"),
    ],
)  # fmt: skip
def test_mask_name(name, masked):
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("11010519491231002X", "110***********002X"), ("110105491231002", "110********1002"),
        ("E12345678", "E******78"), ("军字第1234567号", "军********7号"), ("1234567", "*******"), ("1", "*"), ("", ""),
        ("𠮷字第12345号", "𠮷******5号"),
    ],
)  # fmt: skip
def test_mask_id_number(number, masked):
    assert mask_id_number(number) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13812341234", "138****1234"), ("138 1234 1234", "138****1234"), ("138-1234-1234", "138****1234"),
        ("+8613812341234", "+86138****1234"), ("+86 138 1234 1234", "+86 138****1234"),
        ("008613812341234", "0086138****1234"), ("１３８１２３４１２３４", "138****1234"),
        ("0871-65123456", "0871-****3456"), ("087165123456", "0871-****3456"), ("(0871)65123456", "0871-****3456"),
        ("（0931） 8412345", "0931-****2345"), ("010-65123456", "010-****3456"), ("65123456", "****3456"),
        ("8412345", "****2345"), ("0871-65123456-8021", "0871-****3456"), ("+86 0871-65123456", "+86 0871-****3456"),
        ("", ""), ("12345", "****"), ("110", "****"), ("138123412345", "****"), ("13812341234 / 王芳", "****"),
        ("女儿13812341234", "****"), ("𠮷", "****"),
    ],
)  # fmt: skip
def test_mask_phone(phone, masked):
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("云南省昆明市盘龙区鼓楼街道穿金路1号2栋301室", "云南省昆明市盘龙区鼓楼街道****"),
        ("云南省昆明市盘龙区穿金路1号", "云南省昆明市盘龙区****"),
        ("昆明市盘龙区穿金路1号", "昆明市盘龙区****"),
        ("盘龙区穿金路1号", "盘龙区****"),
        ("云南省楚雄彝族自治州禄丰市金山镇某某小区", "云南省楚雄彝族自治州禄丰市金山镇****"),
        ("云南省普洱市镇沅彝族哈尼族拉祜族自治县恩乐镇1号", "云南省普洱市镇沅彝族哈尼族拉祜族自治县恩乐镇****"),
        ("双江拉祜族佤族布朗族傣族自治县勐勐镇", "双江拉祜族佤族布朗族傣族自治县勐勐镇"),
        ("内蒙古自治区锡林郭勒盟阿巴嘎旗某苏木", "内蒙古自治区锡林郭勒盟阿巴嘎旗某苏木"),
        ("甘肃省兰州市兰州新区中川镇1号", "甘肃省兰州市兰州新区中川镇****"),
        ("兰州市七里河区西津西路2号", "兰州市七里河区****"),
        ("甘肃省兰州市", "甘肃省兰州市"),
        ("穿金路12号阳光小区3栋", "****"),
        ("阳光小区3栋", "****"),
        ("春城市场对面", "****"),
        ("昆明市 盘龙区 穿金路", "昆明市****"),
        ("盘龙区𠮷祥里1号", "盘龙区****"),
        ("", ""),
    ],
)  # fmt: skip
def test_mask_address(address, masked):
    assert mask_address(address) == masked


@given(st.text("0123456789Xx ", min_size=15, max_size=30))
def test_the_middle_of_a_number_never_shows(number):
    typed = number.strip()
    masked = mask_id_number(number)
    assert len(masked) == len(typed)
    assert len(typed) < 15 or masked[3:-4] == "*" * (len(typed) - 7)


@given(st.text())
def test_no_text_breaks_a_mask(text):
    for mask in (mask_name, mask_id_number, mask_phone, mask_address):
        assert isinstance(mask(text).encode("utf-8", "surrogatepass"), bytes)


@given(st.text("0123456789号路栋幢室楼单元", min_size=1))
def test_house_and_street_never_show(rest):
    assert mask_address("昆明市盘龙区" + rest) == "昆明市盘龙区****"


def test_real_addresses_keep_their_county_and_lose_their_street():
    with shared("linkage/addr_gold_sample.csv").open(encoding="utf-8") as file:
        addresses = [row["address"] for row in csv.DictReader(file)]
    kept = {mask_address(address).removesuffix("****") for address in addresses}
    assert {head for head in kept if not head.endswith(("区", "县", "市", "镇", "乡", "街道"))} == set()
    assert {head for head in kept if any(sign in "0123456789号路栋" for sign in head)} == set()

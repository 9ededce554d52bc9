import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.supply.catalogue.shelves import item
from yinling.supply.catalogue.outside import CatalogueRefused, read_catalogue, read_entry
from yinling.supply.catalogue.terms import EntryKind

_HEAD = """
[defaults]
area = "0"
version = 1
valid_from = 2023-01-01
source = "测试"
confidence = "known"
"""


def _read(tmp_path, text):
    path = tmp_path / "catalogue.toml"
    path.write_text(text)
    return read_catalogue(path)


def test_defaults_and_colours_hold_where_an_item_says_nothing(tmp_path):
    text = _HEAD + '[item_defaults]\nunit = "次"\n[colours]\n01 = "blue"\n'
    text += '[[item]]\ncode = "0101"\nname = "早餐"\n[[item]]\ncode = "0201"\nname = "洗脸"\nunit = "月"\n'
    found = _read(tmp_path, text)
    assert [(one.code, one.category, one.unit, one.colour) for one in found] == [
        ("0101", "01", "次", "blue"), ("0201", "02", "月", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("not toml [", "不是完好的TOML"),
        (_HEAD + "[[rule]]\n", "不认识“rule”"),
        ("item = 3\n" + _HEAD, "条目的列表"),
        ("colours = 3\n", "应是一张表"),
        (_HEAD + '[[item]]\ncode = "0101"\n', "名称"),
        (_HEAD + '[[item]]\ncode = "01"\nname = "早餐"\nunit = "次"\n', "0101"),
        (_HEAD + '[[item]]\ncode = "0101"\nname = "早餐"\nunit = "次"\narea = "x"\n', "行政区划"),
        (_HEAD + '[[contact]]\ncode = "pink"\ntitle = "x"\n', "red"),
        (_HEAD + '[[contact]]\ncode = "red"\ntitle = "x"\ncontacts = ["没有电话"]\n', "联系人"),
        (_HEAD + '[[item]]\ncode = "0101"\nname = "早餐"\nunit = "次"\nversion = "x"\n', "版本"),
    ],
)
def test_a_broken_file_is_refused_with_its_reasons(tmp_path, text, said):
    with pytest.raises(CatalogueRefused) as told:
        _read(tmp_path, text)
    assert said in str(told.value)


def test_a_file_that_is_not_there_or_too_large_is_refused(tmp_path):
    with pytest.raises(CatalogueRefused, match="打不开"):
        read_catalogue(tmp_path / "nothing.toml")
    with pytest.raises(CatalogueRefused, match="太大"):
        _read(tmp_path, "#" * 1_000_001)


_SCALARS = st.one_of(st.text(max_size=30), st.integers(), st.booleans(), st.none(), st.lists(st.text(max_size=9)))


@given(st.dictionaries(st.sampled_from([*item(), "minutes", "checklist", "evidence", "remote", "valid_to"]), _SCALARS))
def test_whatever_is_typed_is_an_entry_or_refused(changed):
    fields = {**item(), "area": "53", "version": 1, **changed}
    try:
        found = read_entry(EntryKind.ITEM, fields)
    except CatalogueRefused:
        return
    assert (found.name != "", len(found.code)) == (True, 4)

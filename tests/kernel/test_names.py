import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinling.kernel.names import SearchKeys, fold_query, search_keys, split_name, word_keys


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("李国英", ("李", "国英")),
        ("欧阳修", ("欧阳", "修")),
        ("欧阳", ("欧", "阳")),  # two characters are a surname and a name
        ("李", ("", "李")),
        ("买买提·吐尔逊", ("", "买买提·吐尔逊")),
        ("", ("", "")),
    ],
)
def test_split(name: str, parts: tuple[str, str]):
    assert split_name(name) == parts


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("李国英", SearchKeys("李国英", "国英", "liguoying", "lgy")),
        ("单国英", SearchKeys("单国英", "国英", "shanguoying", "sgy")),
        ("尉迟恭", SearchKeys("尉迟恭", "恭", "yuchigong", "ycg")),
        ("买买提·吐尔逊", SearchKeys("买买提·吐尔逊", "买买提·吐尔逊", "maimaitituerxun", "mmttex")),
        ("", SearchKeys("", "", "", "")),
    ],
)
def test_keys(name: str, keys: SearchKeys):
    assert search_keys(name) == keys


def test_a_character_outside_the_first_plane_survives():
    assert search_keys("王\U00020bb7英").name == "王\U00020bb7英"
    assert search_keys("王\U00020bb7英").pinyin.startswith("wang")


@given(st.text(max_size=20))
def test_no_text_breaks_the_keys(name: str):
    keys = search_keys(name)
    assert keys.name == name
    assert keys.pinyin == keys.pinyin.casefold()


@pytest.mark.parametrize(
    ("typed", "compared"),
    [(" Li　Guo ", "liguo"), ("ＬＧＹ", "lgy"), ("０１２Ｘ", "012x"), ("国 英", "国英"), ("\x00a", "a")],
)
def test_a_query_is_folded(typed: str, compared: str):
    assert fold_query(typed) == compared


@pytest.mark.parametrize(
    ("text", "keys"),
    [("长寿面", ("changshoumian", "csm")), ("24h陪护", ("24hpeihu", "24hph")), ("SOS设备安装", ("sosshebeianzhuang", "sossbaz")),
     ("心理测评（GDS/PHQ）", ("xinlicepinggdsphq", "xlcpgdsphq")), ("", ("", ""))],
)  # fmt: skip
def test_words_are_read_as_words_and_not_as_names(text, keys):
    assert word_keys(text) == keys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinling.kernel.tables import LARGEST_TABLE, Line, TableInvalid, read_table

COLUMNS = ("code", "name")
GOOD = "code,name\n1,一\n2,二\n".encode()


def test_rows_with_their_line_numbers():
    assert read_table(GOOD, columns=COLUMNS) == [
        Line(2, {"code": "1", "name": "一"}),
        Line(3, {"code": "2", "name": "二"}),
    ]


@pytest.mark.parametrize(
    ("raw", "rows"),
    [
        (b"\xef\xbb\xbf" + GOOD, 2),
        (GOOD.replace(b"\n", b"\r\n"), 2),
        ("name,code\n一,1\n".encode(), 1),
        ('code,name\n1," 一,\n二 "\n'.encode(), 1),
        ("code,name\n 1 , 一\n".encode(), 1),
    ],
)
def test_files_as_programs_write_them(raw, rows):
    found = read_table(raw, columns=COLUMNS)
    assert len(found) == rows
    assert found[0].fields["code"] == "1"
    assert found[0].fields["name"] in ("一", "一,\n二")


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "文件是空的"),
        (b" \n\n", "文件是空的"),
        (b"code,name\n", "没有数据"),
        (GOOD[:-1], "没有传完"),
        (GOOD[:-2], "UTF-8"),
        ("code,name\n1,城关\n".encode("gb18030"), "UTF-8"),
        ("code,name\n1,一\n".encode("utf-16"), "UTF-8"),
        (b"code,name\n1,\x00\n", "空字符"),
        (b"code\n1\n", "缺少这些列：name"),
        (b"\ncode,name\n1,2\n", "缺少这些列：code、name"),
        (b"code,name,more\n1,2,3\n", "多于或重复"),
        (b"code,name,name\n1,2,3\n", "多于或重复"),
        (b"code,name\n1\n", "第2行有1列，应有2列"),
        (b"code,name\n1,2,3\n", "第2行有3列"),
        (b"code,name\n1,2\n\n3,4\n", "第3行有0列"),
        (b'code,name\n1,"2\n', "引号不成对"),
        (b'code,name\n1,"2"3\n', "引号不成对"),
        (b"x" * (LARGEST_TABLE + 1), "超过32 MB"),
    ],
)
def test_refuses_the_whole_file(raw, says):
    with pytest.raises(TableInvalid, match=says) as caught:
        read_table(raw, columns=COLUMNS)
    assert caught.value.code == "table_invalid"
    assert "请" in str(caught.value)


@given(st.integers(1, len(GOOD) - 1))
def test_a_file_cut_inside_a_line_is_never_taken(length):
    cut = GOOD[:length]
    if cut.endswith(b"\n") and cut.count(b"\n") > 1:
        assert len(read_table(cut, columns=COLUMNS)) == 1
    else:
        with pytest.raises(TableInvalid):
            read_table(cut, columns=COLUMNS)


@given(st.binary())
def test_any_bytes_are_read_or_refused(raw):
    with pytest.raises(TableInvalid):
        read_table(raw, columns=COLUMNS)

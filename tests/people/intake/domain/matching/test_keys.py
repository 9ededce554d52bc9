from dataclasses import fields, replace

from hypothesis import given
from hypothesis import strategies as st

from tests.people.intake.domain.matching.people import LI, STRANGER
from yinling.people.intake.domain.matching.keys import COMMON, TOO_COMMON, BlockKey, hashed, keys_of, pairs_within
from yinling.people.intake.domain.matching.likeness import Likeness


def test_the_keys_of_a_record() -> None:
    assert keys_of(replace(LI, former_names=("李卫东",), phones=("13900010001", "13900010002"))) == (
        BlockKey("identity", "620102194307123"),
        BlockKey("phone", "13900010001"),
        BlockKey("phone", "13900010002"),
        BlockKey("address", "庆阳路77号3幢2单元501室"),
        BlockKey("name_year", "李建国1943"),
        BlockKey("sound_month", "lijianguo1943-07"),
        BlockKey("name_spouse", "李建国/周玉兰"),
        BlockKey("name_year", "李卫东1943"),
        BlockKey("sound_month", "liweidong1943-07"),
        BlockKey("name_spouse", "李卫东/周玉兰"),
        BlockKey("born_began", "李11943-07/1962-08"),
    )


def test_a_bare_name_has_no_key() -> None:
    assert keys_of(Likeness(1, "王秀英", sex="2", former_unit="兰州市水文站", address_key="620102:庆阳路")) == ()


def test_any_one_field_may_be_lost_or_wrong() -> None:
    """Whatever single field is missing or another's, the two records still share a key."""
    keys = set(keys_of(LI))
    for name in (field.name for field in fields(Likeness) if field.name != "key"):
        wrong = replace(LI, **{name: getattr(STRANGER, name)})
        lost = replace(LI, **{name: () if isinstance(getattr(LI, name), tuple) else ""})
        assert keys & set(keys_of(wrong))
        assert keys & set(keys_of(lost))


def test_an_unusable_number_still_finds() -> None:
    lost = replace(LI, id_number="", id_hint=LI.id_number[:15])
    assert keys_of(lost)[0] == keys_of(LI)[0] == keys_of(replace(lost, id_hint=LI.id_number[:17] + "7"))[0]
    assert keys_of(replace(lost, id_hint="6201"))[0].kind == "phone"


def test_hashed_keys_need_the_secret() -> None:
    assert hashed(b"one", "phone", "13900010001") == hashed(b"one", "phone", "13900010001")
    assert len({hashed(s, k, t) for s in (b"one", b"two") for k in "ab" for t in "xy"}) == 8
    assert all(-(2**63) <= hashed(b"one", "phone", str(n)) < 2**63 for n in range(200))
    assert hashed(b"one", "ab", "c") != hashed(b"one", "a", "bc")


def test_pairs_share_a_key() -> None:
    assert pairs_within({"a": [1, 2], "b": [2, 3], "c": [3], "d": [4], "e": []}) == {("a", "b"), ("b", "c")}


def test_a_common_key_is_left_out_but_for_records_that_have_no_other() -> None:
    home = {row: [0, row] for row in range(1, COMMON + 2)}
    assert pairs_within(home) == set()
    poor = home | {1000: [0]}
    assert pairs_within(poor) == {(row, 1000) for row in home}
    crowd = {row: [0] for row in range(TOO_COMMON + 1)}
    assert pairs_within(crowd) == set()


@given(st.lists(st.lists(st.integers(0, 5), max_size=3), max_size=8), st.randoms())
def test_pairs_do_not_depend_on_the_order(keys: list[list[int]], dice: object) -> None:
    rows = list(range(len(keys)))
    shuffled = sorted(rows, key=lambda _: dice.random())  # type: ignore[attr-defined]  # hypothesis' own random
    there = {frozenset(pair) for pair in pairs_within({row: keys[row] for row in rows})}
    back = {frozenset(pair) for pair in pairs_within({row: keys[row] for row in shuffled})}
    assert there == back == {
        frozenset((a, b)) for a in rows for b in rows if a < b and not set(keys[a]).isdisjoint(keys[b])
    }  # fmt: skip

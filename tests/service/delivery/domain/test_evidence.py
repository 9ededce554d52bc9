"""The score of a visit's proof: worked cases, and what holds for any proof under any weights."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinling.decisions.rulebook.actions import SHIPPED
from yinling.service.delivery.domain import (
    WEIGHTS,
    Part,
    Picture,
    Proof,
    Weights,
    Word,
    read_parts,
    score,
    weights_from,
    written_parts,
)
from yinling.service.delivery.terms import EVIDENCE, RESTS_ON, CheckInWay, say_part

TODAY, EARLIER = date(2026, 11, 22), date(2026, 11, 20)
PLAIN = Weights(
    card_qr=40, card_code=30, phone_code=25, place=15, photo=15, checklist=10, stay=10, person_self=20, person=15,
    proxy=15, proxy_unknown=5, staff=8, notes=5, accuracy_metres=100, distance_km=200, shortest_percent=50,
    longest_percent=400,
)  # fmt: skip
BEST = Proof(
    way=CheckInWay.CARD_QR, word=Word.PERSON_SELF, pictures=(Picture(TODAY),), lines=5, lines_done=5, stayed=45,
    usual=50, notes_length=20,
)  # fmt: skip


def said(proof: Proof, weights: Weights = PLAIN) -> list[str]:
    found = score(proof, weights)
    return [str(found.score)] + [
        say_part(rests_on=p.rests_on, found=p.found, points=p.points, of=p.of, values=p.values) for p in found.parts
    ]


def test_a_visit_proven_in_every_way():
    assert said(BEST) == [
        "100", "签到：扫描服务卡，40 分（满分 40）", "照片：1 张，15 分（满分 15）", "清单：5 项做了 5 项，10 分（满分 10）",
        "在场时间：45 分钟，10 分（满分 10）", "确认：本人在自己的网页上，20 分（满分 20）", "记录：20 字，5 分（满分 5）",
    ]  # fmt: skip


def test_what_does_not_apply_is_left_out_of_the_whole():
    proof = Proof(way=CheckInWay.CARD_CODE, word=Word.PERSON, pictures=(Picture(TODAY),), stayed=30, notes_length=12)
    assert said(proof) == [
        "81", "签到：输入服务卡短码，30 分（满分 40）", "照片：1 张，15 分（满分 15）", "清单：这个项目没有清单，不计入",
        "在场时间：30 分钟，没有规定时长，不计入", "确认：本人当面，15 分（满分 20）", "记录：12 字，5 分（满分 5）",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"way": CheckInWay.PHONE_CODE}, "签到：本人手机验证码，25 分（满分 40）"),
        ({"way": CheckInWay.PLACE, "accuracy": 30}, "签到：手机定位（误差 30 米），15 分（满分 40）"),
        ({"way": CheckInWay.PLACE, "accuracy": 101}, "签到：手机定位误差太大（101 米），不计分（满分 40）"),
        (
            {"way": CheckInWay.PLACE, "accuracy": 30, "km_from_seat": 201},
            "签到：手机定位距县区驻地约 201 公里，太远，不计分（满分 40）",
        ),
        ({"pictures": ()}, "照片：没有，不计分（满分 15）"),
        ({"pictures": (Picture(TODAY, EARLIER),)}, "照片：与 2026-11-20 的照片重复，不计分（满分 15）"),
        ({"pictures": (Picture(TODAY, EARLIER), Picture(TODAY, said=TODAY))}, "照片：1 张，15 分（满分 15）"),
        ({"pictures": (Picture(TODAY, said=EARLIER),)}, "照片：照片拍于 2026-11-20，不是当天，不计分（满分 15）"),
        ({"lines_done": 3}, "清单：5 项做了 3 项，6 分（满分 10）"),
        ({"stayed": 24}, "在场时间：24 分钟，偏短（通常 50 分钟），不计分（满分 10）"),
        ({"stayed": 25}, "在场时间：25 分钟，10 分（满分 10）"),
        ({"stayed": 201}, "在场时间：201 分钟，偏长（通常 50 分钟），不计分（满分 10）"),
        ({"word": Word.PROXY_UNKNOWN}, "确认：未登记授权的代办人，5 分（满分 20）"),
        ({"word": Word.STAFF}, "确认：经办人员代办，8 分（满分 20）"),
        ({"notes_length": 9}, "记录：太短（9 字），不计分（满分 5）"),
    ],
)
def test_each_part_says_what_it_rests_on(change, sentence):
    assert sentence in said(replace(BEST, **change))


def test_without_any_weights_a_score_is_nothing():
    assert score(BEST, weights_from({})).score == 0


@pytest.mark.parametrize("value", [True, -5, 1.5, "40", None, date(2026, 1, 1)])
def test_a_weight_that_is_no_whole_number_counts_nothing(value):
    assert weights_from({"证据分照片": value}) == Weights()


def test_every_weight_is_a_parameter_that_ships():
    shipped = SHIPPED.read_text(encoding="utf-8")
    assert [name for name in WEIGHTS.values() if f'code = "{name}"' not in shipped] == []


def test_every_finding_has_its_words():
    proofs = [
        replace(BEST, way=way, word=word, accuracy=accuracy, km_from_seat=km)
        for way in CheckInWay for word in Word for accuracy in (None, 5, 500) for km in (None, 500)
    ]  # fmt: skip
    parts = [part for proof in [*proofs, replace(BEST, lines=0, usual=None)] for part in score(proof, PLAIN).parts]
    assert [p for p in parts if p.rests_on not in RESTS_ON or p.found not in EVIDENCE] == []


# --- what holds for any proof under any weights

DAYS = st.sampled_from([TODAY, EARLIER])
PROOFS = st.builds(
    Proof, way=st.sampled_from(CheckInWay), word=st.sampled_from(Word), accuracy=st.none() | st.integers(0, 100_000),
    km_from_seat=st.none() | st.integers(0, 20_000),
    pictures=st.lists(st.builds(Picture, DAYS, st.none() | DAYS, st.none() | DAYS), max_size=6).map(tuple),
    lines=st.just(8), lines_done=st.integers(0, 8), stayed=st.integers(0, 100_000),
    usual=st.none() | st.integers(0, 1_440), notes_length=st.integers(0, 2_000),
)  # fmt: skip
ANY_WEIGHTS = st.builds(Weights, **{one.name: st.integers(0, 1_000) for one in fields(Weights)})


@given(PROOFS, ANY_WEIGHTS)
def test_a_score_is_a_percentage(proof, weights):
    found = score(proof, weights)
    assert 0 <= found.score <= 100
    assert all(0 <= part.points <= part.of for part in found.parts)


@given(PROOFS, ANY_WEIGHTS, st.data())
def test_taking_evidence_away_never_raises_a_score(proof, weights, data):
    left = data.draw(st.lists(st.sampled_from(proof.pictures), max_size=6).map(tuple)) if proof.pictures else ()
    less = [
        replace(proof, pictures=left),
        replace(proof, pictures=()),
        replace(proof, lines_done=data.draw(st.integers(0, proof.lines_done))),
        replace(proof, notes_length=data.draw(st.integers(0, proof.notes_length))),
        replace(proof, accuracy=None),
        replace(proof, accuracy=(proof.accuracy or 0) + data.draw(st.integers(0, 1_000))) if proof.accuracy else proof,
        replace(proof, km_from_seat=(proof.km_from_seat or 0) + data.draw(st.integers(0, 1_000))),
        replace(proof, pictures=tuple(replace(one, repeats=EARLIER) for one in proof.pictures)),
    ]
    whole = score(proof, weights).score
    assert [one for one in less if score(one, weights).score > whole] == []


@given(PROOFS)
def test_a_weaker_word_or_way_never_raises_it_as_shipped(proof):
    ways = [CheckInWay.CARD_QR, CheckInWay.CARD_CODE, CheckInWay.PHONE_CODE, CheckInWay.PLACE]
    words = [Word.PERSON_SELF, Word.PERSON, Word.PROXY, Word.STAFF, Word.PROXY_UNKNOWN]
    by_way = [score(replace(proof, way=way), PLAIN).score for way in ways]
    by_word = [score(replace(proof, word=word), PLAIN).score for word in words]
    assert (by_way, by_word) == (sorted(by_way, reverse=True), sorted(by_word, reverse=True))


@given(PROOFS, ANY_WEIGHTS)
def test_what_is_written_is_read_back(proof, weights):
    parts = score(proof, weights).parts
    assert read_parts(written_parts(parts)) == parts


@pytest.mark.parametrize("kept", [None, {}, [1], [{}], [{"rests_on": "photo", "found": "x", "points": "1"}]])
def test_a_row_that_holds_something_else_is_refused(kept):
    with pytest.raises(ValueError, match="parts"):
        read_parts(kept)


def test_a_part_without_values():
    assert read_parts([{"rests_on": "photo", "found": "photo_none", "points": 0, "of": 15, "values": {}}]) == (
        Part("photo", "photo_none", 0, 15),
    )

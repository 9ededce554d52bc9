"""A receipt in words and as a picture, the same for every door."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from tests.kernel.test_receipts import BODY, GENUINE, HEADER, SALT, made
from yinling.kernel.canonical import canonical_json
from yinling.kernel.notes import NoteError, parse_log_proof
from yinling.kernel.receipt_codes import unpack_receipt
from yinling.kernel.receipts import commitment
from yinling.web.qr_codes import picture_of_digits
from yinling.web.receipt_words import told
from yinling.web.receipts import receipt_address, receipt_code, receipt_paper, receipt_picture


def unsaid(text: str) -> str:
    return text


def test_the_address_holds_the_whole_file_behind_the_hash(settings):
    settings.YINLING_PUBLIC_URL = "https://yinling.example"
    address = receipt_address(GENUINE)
    verifier, _hash, digits = address.partition("#")
    assert (verifier, unpack_receipt(digits)) == ("https://yinling.example/verify", GENUINE)
    assert receipt_code(GENUINE) == (type(receipt_code(GENUINE)))(receipt_picture(GENUINE), address)


def test_what_is_no_receipt_has_no_address():
    with pytest.raises(NoteError):
        receipt_address(b"x")


def test_a_receipt_is_told_in_the_order_in_which_one_reads():
    body = {
        "worker": "w", "item": "上门助浴", "zone": {"b": [1]}, "done_at": "2026-11-22T01:30:00.5+00:00", "check_in": "",
        "evidence": ["签到：扫描服务卡", "照片：没有"], "confirmed_at": "昨天", "taken_at": "2026-11-22T01:30:00", "on_behalf": "",
    }  # fmt: skip
    assert list(told(body, unsaid)) == [
        ("服务项目", "上门助浴"),
        ("接单时间", "2026-11-22 01:30:00"),
        ("完成时间", "2026-11-22 09:30:00（北京时间）"),
        ("确认时间", "昨天"),
        ("评分依据", "签到：扫描服务卡；照片：没有"),
        ("服务人员编号", "w"),
        ("zone", '{"b": [1]}'),
    ]


def test_the_paper_parts_what_is_read_from_what_machines_compare():
    body = BODY | {"notes_digest": "00"}
    paper = receipt_paper(made(replace(HEADER, commitment=commitment(SALT, canonical_json(body))), body))
    assert (paper.kind, paper.log, paper.index, paper.size) == ("服务已完成并确认", "yinling.local/journal", 38, 300)
    assert paper.lines == (("服务项目", "上门巡访"), ("服务对象", "李桂芳"))
    assert paper.codes == (("服务记录摘要", "00"), ("任务编号", str(HEADER.subject)))


def test_a_long_receipt_gives_up_mending_before_it_gets_too_fine():
    chance = Random(4)
    digits = "".join(chance.choices("0123456789", k=3500))
    sides = [picture_of_digits("https://yinling.example/verify#", digits[:count]).side - 4 for count in (3200, 3500)]
    assert sides == [137, 129]  # version 30 at level M; 28 at level L, where M would want more


def test_a_code_has_room_for_a_log_of_sixteen_million():
    proof = parse_log_proof(GENUINE)
    hashes = tuple(Random(5).randbytes(32) for _ in range(24))
    assert receipt_picture(bytes(replace(proof, hashes=hashes))).side - 4 <= 137

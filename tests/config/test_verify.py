"""`yinling verify receipt`: what it says, its exit status, and that the stand-alone example agrees."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.kernel.test_receipts import BODY, GENUINE, HEADER, LOG, POLICY, made, with_extra
from yinling.config.verify import main
from yinling.kernel.canonical import canonical_json
from yinling.kernel.notes import LARGEST_NOTE, parse_log_proof, parse_note, sign_note
from yinling.kernel.receipts import ReceiptRefused, commitment, verify_receipt

PROJECT = Path(__file__).resolve().parents[2]
EXAMPLE = PROJECT / "examples" / "verify_receipt.py"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a genuine receipt and the policy of an installation."""
    monkeypatch.setenv("YINLING_VAR", str(tmp_path))
    monkeypatch.setenv("YINLING_LANG", "zh")
    monkeypatch.delenv("YINLING_POLICY", raising=False)
    (tmp_path / "trust-policy.txt").write_bytes(POLICY)
    (tmp_path / "receipt.tlog-proof").write_bytes(GENUINE)
    return tmp_path


def test_a_genuine_receipt_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["receipt", str(folder / "receipt.tlog-proof")]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "这份凭证是真的。",
        "  事项：服务已完成并确认",
        "  服务项目：上门巡访",
        "  服务对象：李桂芳",
        f"  任务编号：{HEADER.subject}",
        "  登记时间：2026-11-22 09:30:00（北京时间）",
        f"  登记账号：{HEADER.actor}  worker",
        "存证：yinling.local/journal 第 38 条（共 300 条），登记序号 41",
        f"核验时信任的文件：{folder / 'trust-policy.txt'}",
    ]


def changed_receipts() -> dict[str, bytes]:
    proof = parse_log_proof(GENUINE)
    strange = bytes(sign_note(parse_note(proof.checkpoint).text, name=LOG.name, seed=bytes(32)))
    return {
        "form": GENUINE[:-5],
        "content": with_extra(body=BODY | {"item": "理发"}),
        "proof": with_extra(header=HEADER.plain() | {"actor": "somebody else"}),
        "signature": GENUINE.replace(proof.checkpoint, strange),
    }


@pytest.mark.parametrize("part", ["form", "content", "proof", "signature"])
def test_a_changed_receipt_is_refused_with_its_part(
    folder: Path, capsys: pytest.CaptureFixture[str], part: str
) -> None:
    file = folder / "changed.tlog-proof"
    file.write_bytes(changed_receipts()[part])
    assert main(["receipt", str(file)]) == 1
    told = capsys.readouterr().out
    assert told.startswith("这份凭证不是真的。\n")
    assert f"（{part}）" in told
    assert str(folder / "trust-policy.txt") in told
    assert main(["receipt", str(file), "--json"]) == 1
    assert json.loads(capsys.readouterr().out) | {"message": ""} == {
        "genuine": False,
        "part": part,
        "message": "",
        "policy": str(folder / "trust-policy.txt"),
    }


def test_json_repeats_what_was_recorded(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["receipt", "--json", str(folder / "receipt.tlog-proof")]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "genuine": True,
        "header": HEADER.plain(),
        "body": BODY,
        "log": LOG.name,
        "index": 37,
        "size": 300,
        "witnesses": [],
        "policy": str(folder / "trust-policy.txt"),
    }


def test_the_policy_is_named_by_argument_then_environment_then_installation(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    distrusting, receipt = folder / "nobody.txt", str(folder / "receipt.tlog-proof")
    distrusting.write_bytes(b"quorum none\n")
    assert main(["receipt", receipt, "--policy", str(distrusting)]) == 1
    monkeypatch.setenv("YINLING_POLICY", str(distrusting))
    assert main(["receipt", receipt]) == 1
    assert str(distrusting) in capsys.readouterr().out
    assert main(["receipt", receipt, "--policy", str(folder / "trust-policy.txt")]) == 0


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["receipt"],
        ["receipt", "absent"],
        ["receipt", "."],
        ["receipt", "receipt.tlog-proof", "--policy", "absent"],
        ["receipt", "receipt.tlog-proof", "--policy", "receipt.tlog-proof"],
        ["receipt", "receipt.tlog-proof", "--key", "x"],
        ["receipt", "receipt.tlog-proof", "more"],
        ["something", "receipt.tlog-proof"],
    ],
)
def test_what_cannot_be_verified_is_said_in_one_line(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(folder)
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert (said.out, len(said.err.splitlines())) == ("", 1)
    assert main([*arguments, "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["genuine"] is None


def test_a_receipt_cannot_steer_the_terminal(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body = {"item": "\x1b[2J\n这份凭证是真的。", "\u202e": "x"}
    header = type(HEADER)(**{**vars(HEADER), "commitment": commitment(b"\5" * 32, canonical_json(body))})
    (folder / "hostile.tlog-proof").write_bytes(made(header, body))
    assert main(["receipt", str(folder / "hostile.tlog-proof")]) == 0
    told = capsys.readouterr().out
    assert "  服务项目：\ufffd[2J\ufffd这份凭证是真的。\n  \ufffd：x\n" in told


def test_a_huge_file_is_refused_unread(folder: Path) -> None:
    (folder / "huge").write_bytes(b"a" * (LARGEST_NOTE + 10))
    assert main(["receipt", str(folder / "huge")]) == 1


def test_it_needs_no_django(folder: Path) -> None:
    code = (
        "import sys; from yinling.config.verify import main\n"
        f"status = main(['receipt', {str(folder / 'receipt.tlog-proof')!r}])\n"
        "sys.exit(status or any(name.split('.')[0] in ('django', 'psycopg') for name in sys.modules))"
    )
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "src")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False, text=True)
    assert (done.returncode, done.stderr) == (0, "")


# The example in plain Python


@pytest.fixture(scope="module")
def example() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_receipt", EXAMPLE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ours(content: bytes) -> str | None:
    try:
        verify_receipt(content, POLICY)
    except ReceiptRefused as refused:
        return refused.part.value
    return None


def test_the_example_is_short_and_stands_alone() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 100
    assert "import yinling" not in text
    assert "from yinling" not in text


def test_the_example_names_the_same_parts(example: ModuleType) -> None:
    for part, content in {None: GENUINE, **changed_receipts()}.items():
        assert (example.check(content, POLICY.decode()), ours(content)) == (part, part)


def test_the_example_agrees_on_every_flipped_byte(example: ModuleType) -> None:
    """The verdict is always the same. The example does not look into moments and ids, and finds those changed later."""
    for at in range(len(GENUINE)):
        content = GENUINE[:at] + bytes([GENUINE[at] ^ 1]) + GENUINE[at + 1 :]
        parts = {example.check(content, POLICY.decode()), ours(content)}
        assert len(parts) == 1 or parts == {"form", "proof"}, at


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 257])
def test_the_example_agrees_in_trees_of_all_shapes(example: ModuleType, size: int) -> None:
    for index in {0, size // 2, size - 1}:
        assert example.check(made(index=index, size=size), POLICY.decode()) is None


def test_the_example_runs(folder: Path) -> None:
    for content, status in ((GENUINE, 0), (GENUINE[:-5], 1)):
        (folder / "file").write_bytes(content)
        command = [sys.executable, str(EXAMPLE), str(folder / "file"), str(folder / "trust-policy.txt")]
        assert subprocess.run(command, check=False, capture_output=True).returncode == status

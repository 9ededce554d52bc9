"""`yinling verify`: is a receipt genuine? Offline, without Django, trusting only a policy file's keys."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from yinling.config.launcher.places import installation
from yinling.config.launcher.words import _
from yinling.kernel.notes import LARGEST_NOTE
from yinling.kernel.receipts import Receipt, ReceiptRefused, verify_receipt
from yinling.kernel.trust import PolicyError
from yinling.web.kernel_texts import translated
from yinling.web.receipt_words import kinds, local, told

GENUINE, NOT_GENUINE, UNUSABLE = 0, 1, 2


class _NothingVerified(ValueError):
    """Nothing was verified: the command was wrong or a file cannot be read."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say the usage in the reader's language."""
        raise _NothingVerified(
            _("用法：./yinling verify receipt 文件 [--policy 信任文件] [--json]（%(message)s）") % {"message": message}
        )


def main(argv: Sequence[str]) -> int:
    """Run `verify receipt FILE` or `verify journal`; status 0 genuine, 1 not genuine, 2 nothing verified."""
    if list(argv[:1]) == ["journal"]:
        from yinling.config.audit import main as audit

        return audit(argv[1:])
    as_json = "--json" in argv
    try:
        options = _options(argv)
        policy = _policy_path(options.policy)
        return _verify(Path(options.file), policy, as_json=as_json)
    except (_NothingVerified, PolicyError) as refused:
        said = translated(str(refused), _)
        _answer({"genuine": None, "message": said}, [said], as_json=as_json, to_errors=True)
        return UNUSABLE


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = _Parser(prog="yinling verify", add_help=False, allow_abbrev=False)
    parser.add_argument("what", choices=["receipt"])
    parser.add_argument("file")
    parser.add_argument("--policy")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(list(argv))


def _policy_path(named: str | None) -> Path:
    """The policy named on the command line, else by YINLING_POLICY, else that of this installation."""
    return Path(named or os.environ.get("YINLING_POLICY") or installation().policy)


def _verify(file: Path, policy: Path, *, as_json: bool) -> int:
    trusted = _read(policy, _("信任文件"))
    content = _read(file, _("凭证文件"))
    try:
        receipt = verify_receipt(content, trusted)
    except ReceiptRefused as refused:
        said = translated(str(refused), _)
        found = {"genuine": False, "part": refused.part.value, "message": said, "policy": str(policy)}
        lines = [_("这份凭证不是真的。"), said, _failed(refused), _trusting(policy)]
        _answer(found, lines, as_json=as_json)
        return NOT_GENUINE
    _answer(_plain(receipt, policy), [*_told(receipt), _trusting(policy)], as_json=as_json)
    return GENUINE


def _read(path: Path, name: str) -> bytes:
    """The file, up to one byte more than a receipt may have: a larger one is refused, not read whole."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_NOTE + 1)
    except OSError as error:
        raise _NothingVerified(
            _("读不到%(name)s %(path)s：%(reason)s") % {"name": name, "path": path, "reason": error.strerror}
        ) from None


def _failed(refused: ReceiptRefused) -> str:
    return _("首先不符的部分：%(part)s") % {"part": _parts()[refused.part.value]}


def _trusting(policy: Path) -> str:
    return _("核验时信任的文件：%(path)s") % {"path": policy.absolute()}


def _plain(receipt: Receipt, policy: Path) -> dict[str, object]:
    return {
        "genuine": True,
        "header": receipt.header.plain(),
        "body": receipt.body,
        "log": receipt.endorsed.log.name,
        "index": receipt.index,
        "size": receipt.endorsed.checkpoint.size,
        "witnesses": list(receipt.endorsed.witnesses),
        "policy": str(policy),
    }


def _told(receipt: Receipt) -> Iterator[str]:
    """What a genuine receipt says, line by line: the service first, then where it stands in the log."""
    header, endorsed = receipt.header, receipt.endorsed
    yield _("这份凭证是真的。")
    yield _line(_("事项"), kinds(_).get(header.kind, header.kind))
    for label, value in told(receipt.body, _):
        yield _line(label, value)
    yield _line(_("登记时间"), local(header.at, _))
    nobody = _("（无）")
    yield _line(_("登记账号"), f"{header.actor or nobody}  {header.role}")
    yield _("存证：%(log)s 第 %(index)d 条（共 %(size)d 条），登记序号 %(sequence)d") % {
        "log": endorsed.log.name,
        "index": receipt.index + 1,
        "size": endorsed.checkpoint.size,
        "sequence": header.sequence,
    }
    if endorsed.witnesses:
        yield _("见证方：%(names)s") % {"names": _("、").join(endorsed.witnesses)}


def _line(label: str, value: str) -> str:
    return _("  %(label)s：%(value)s") % {"label": label, "value": value}


def _answer(found: Mapping[str, object], lines: Sequence[str], *, as_json: bool, to_errors: bool = False) -> None:
    """Print for machines or for people; what could steer a terminal is replaced."""
    if as_json:
        print(json.dumps(found, ensure_ascii=True))
        return
    for line in lines:
        clean = "".join(letter if letter.isprintable() else "\ufffd" for letter in line)
        print(clean, file=sys.stderr if to_errors else sys.stdout)


def _parts() -> dict[str, str]:
    return {
        "form": _("格式（form）"),
        "content": _("内容（content）"),
        "proof": _("存证（proof）"),
        "signature": _("检查点签名（signature）"),
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

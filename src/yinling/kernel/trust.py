"""Whom a verifier trusts: a policy file naming logs, witnesses, groups of witnesses and the quorum.

Format: c2sp.org/tlog-policy. Names are opaque octets there; they are decoded here with `surrogateescape`,
which loses nothing. Of the signature types this project verifies Ed25519: 0x01 for logs, 0x04 for witnesses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from yinling.kernel.notes import (
    LOG_KEY,
    WITNESS_KEY,
    Checkpoint,
    Note,
    NoteError,
    VerifierKey,
    parse_checkpoint,
    parse_key,
    signers,
)

_ALLOWED = re.compile(rb"[\t\n\x20-\x7e\x80-\xff]*")
_THRESHOLD = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)
_LARGEST_POLICY = 256_000
_NONE = "none"


class PolicyError(ValueError):
    """The policy file cannot be used. `line` counts from 1 (0: the file as a whole); the text is Chinese."""

    code = "policy"

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"信任文件第{line}行：{message}" if line else f"信任文件：{message}")
        self.line = line


class NotTrusted(ValueError):
    """The policy does not accept this checkpoint. The text says why in Chinese."""

    code = "not_trusted"


@dataclass(frozen=True)
class Group:
    """Witnesses or groups of which at least `threshold` must have seen the checkpoint."""

    threshold: int
    members: tuple[str, ...]


@dataclass(frozen=True)
class TrustPolicy:
    """What a policy file says. `quorum` is None where no witness is asked for."""

    logs: tuple[VerifierKey, ...]
    witnesses: Mapping[str, VerifierKey]
    groups: Mapping[str, Group]
    quorum: str | None


@dataclass(frozen=True)
class Endorsed:
    """A checkpoint the policy accepts, the log that signed it, the witnesses by their names in the policy."""

    checkpoint: Checkpoint
    log: VerifierKey
    witnesses: tuple[str, ...]


def parse_policy(content: bytes) -> TrustPolicy:
    """Read a policy file. Raises PolicyError naming the line."""
    if len(content) > _LARGEST_POLICY:
        raise PolicyError(0, "文件过大")
    if not _ALLOWED.fullmatch(content):
        raise PolicyError(0, "含有不允许的控制字符")
    if not content.endswith(b"\n"):
        raise PolicyError(0, "最后一行没有换行，可能不完整")
    reading = _Reading()
    for number, line in enumerate(content.decode("utf-8", "surrogateescape").split("\n"), start=1):
        words = [word for word in re.split(r"[ \t]+", line) if word]
        if words and not words[0].startswith("#"):
            reading.take(number, words)
    return reading.finish()


def endorse(note: Note, policy: TrustPolicy) -> Endorsed:
    """Check that a checkpoint's note is signed by a log of the policy and seen by its quorum of witnesses.

    Raises NotTrusted; NoteError `form` when the note's text is no checkpoint.
    """
    checkpoint = parse_checkpoint(note.text)
    try:
        signed = set(signers(note, (*policy.logs, *policy.witnesses.values())))
    except NoteError as error:
        raise NotTrusted(str(error)) from None
    log = next((key for key in policy.logs if key in signed and key.name == checkpoint.origin), None)
    if log is None:
        raise NotTrusted(f"检查点没有受信任日志的签名（来源 {checkpoint.origin}）")
    seen = tuple(name for name, key in policy.witnesses.items() if key in signed)
    if policy.quorum is not None and not _has_seen(policy, policy.quorum, frozenset(seen)):
        raise NotTrusted(f"见证方签名不足，未达到“{_shown(policy.quorum)}”的要求")
    return Endorsed(checkpoint, log, tuple(_shown(name) for name in seen))


def _has_seen(policy: TrustPolicy, name: str, seen: frozenset[str]) -> bool:
    group = policy.groups.get(name)
    if group is None:
        return name in seen
    return sum(_has_seen(policy, member, seen) for member in group.members) >= group.threshold


def _shown(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


@dataclass
class _Reading:
    """The policy as read so far; each line may only name what stands above it."""

    logs: list[VerifierKey] = field(default_factory=list)
    witnesses: dict[str, VerifierKey] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    members: set[str] = field(default_factory=set)
    quorum: str | None = None

    def take(self, line: int, words: list[str]) -> None:
        match words:
            case ["log", key] | ["log", key, _]:
                self._log(line, key)
            case ["witness", name, key] | ["witness", name, key, _]:
                self._witness(line, name, key)
            case ["group", name, threshold, *members] if members:
                self._group(line, name, threshold, members)
            case ["quorum", name]:
                self._quorum(line, name)
            case _:
                raise PolicyError(line, "看不懂这一行")

    def finish(self) -> TrustPolicy:
        if self.quorum is None:
            raise PolicyError(0, "缺少 quorum 行")
        quorum = None if self.quorum == _NONE else self.quorum
        return TrustPolicy(tuple(self.logs), self.witnesses, self.groups, quorum)

    def _log(self, line: int, text: str) -> None:
        key = _key(line, text, LOG_KEY)
        if key.public_key in {known.public_key for known in self.logs}:
            raise PolicyError(line, "日志公钥重复")
        self.logs.append(key)

    def _witness(self, line: int, name: str, text: str) -> None:
        self._check_new(line, name)
        key = _key(line, text, WITNESS_KEY)
        if key.public_key in {known.public_key for known in self.witnesses.values()}:
            raise PolicyError(line, "见证方公钥重复")
        self.witnesses[name] = key

    def _group(self, line: int, name: str, threshold: str, members: list[str]) -> None:
        self._check_new(line, name)
        for member in members:
            if not self._defined(member):
                raise PolicyError(line, f"成员 {_shown(member)} 尚未定义")
            if member in self.members:
                raise PolicyError(line, f"成员 {_shown(member)} 已经属于一个组")
            self.members.add(member)
        self.groups[name] = Group(_threshold(line, threshold, len(members)), tuple(members))

    def _quorum(self, line: int, name: str) -> None:
        if self.quorum is not None:
            raise PolicyError(line, "quorum 行重复")
        if name != _NONE and not self._defined(name):
            raise PolicyError(line, f"{_shown(name)} 尚未定义")
        self.quorum = name

    def _defined(self, name: str) -> bool:
        return name in self.witnesses or name in self.groups

    def _check_new(self, line: int, name: str) -> None:
        if name == _NONE or self._defined(name):
            raise PolicyError(line, f"名称 {_shown(name)} 已有所指")


def _threshold(line: int, text: str, members: int) -> int:
    words = {"any": 1, "all": members}
    if text in words:
        return words[text]
    if not _THRESHOLD.fullmatch(text) or int(text) > members:
        raise PolicyError(line, "门槛应为 all、any，或1到成员数之间的数")
    return int(text)


def _key(line: int, text: str, kind: int) -> VerifierKey:
    try:
        key = parse_key(text)
    except NoteError as error:
        raise PolicyError(line, str(error)) from None
    if key.kind != kind:
        raise PolicyError(line, "密钥的种类不适合这个用途")
    return key

"""The policy that an installation writes is one that the verifier reads."""

from pathlib import Path

from yinling.config.launcher.places import Installation
from yinling.config.launcher.trust import verifier_key, write_policy
from yinling.kernel.notes import parse_key
from yinling.kernel.signing import public_key_of
from yinling.kernel.trust import TrustPolicy, parse_policy

SECRETS = {"YINLING_LOG_ORIGIN": "yinling.local/journal/0a0b0c0d", "YINLING_LOG_KEY": "11" * 32}


def test_the_verifier_reads_it(tmp_path: Path) -> None:
    where = Installation(tmp_path)
    write_policy(where, SECRETS)
    key = parse_key(verifier_key("yinling.local/journal/0a0b0c0d", bytes.fromhex("11" * 32)))
    assert key.public_key == public_key_of(bytes.fromhex("11" * 32))
    assert parse_policy(where.policy.read_bytes()) == TrustPolicy(logs=(key,), witnesses={}, groups={}, quorum=None)


def test_written_again_only_when_it_changed(tmp_path: Path) -> None:
    where = Installation(tmp_path)
    write_policy(where, SECRETS)
    before = where.policy.stat().st_mtime_ns
    write_policy(where, SECRETS)
    assert where.policy.stat().st_mtime_ns == before
    write_policy(where, SECRETS | {"YINLING_LOG_KEY": "22" * 32})
    assert b"11" * 32 not in where.policy.read_bytes()
    assert where.policy.stat().st_mtime_ns > before

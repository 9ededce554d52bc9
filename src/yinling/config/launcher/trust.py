"""The trust policy of an installation: the journal's public key, for whoever verifies receipts offline."""

from collections.abc import Mapping

from yinling.config.launcher.places import Installation
from yinling.kernel.notes import LOG_KEY, VerifierKey
from yinling.kernel.signing import public_key_of

_HEAD = "# 核验凭证时信任的日志公钥，请另存一份。 The journal's public key: keep a copy elsewhere.\n"


def write_policy(where: Installation, secrets: Mapping[str, str]) -> None:
    """Write trust-policy.txt (C2SP tlog-policy): this journal's key, no witnesses yet."""
    key = verifier_key(secrets["YINLING_LOG_ORIGIN"], bytes.fromhex(secrets["YINLING_LOG_KEY"]))
    text = f"{_HEAD}log {key}\nquorum none\n"
    if not where.policy.is_file() or where.policy.read_text(encoding="utf-8") != text:
        where.policy.write_text(text, encoding="utf-8")


def verifier_key(name: str, seed: bytes) -> str:
    """The public key of a journal in the form that policies name it by (C2SP signed-note)."""
    return str(VerifierKey(name, LOG_KEY, public_key_of(seed)))

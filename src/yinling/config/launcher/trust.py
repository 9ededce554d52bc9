"""The trust policy of an installation: the journal's public key, for whoever verifies receipts offline."""

import base64
import hashlib
from collections.abc import Mapping

from yinling.config.launcher.places import Installation
from yinling.config.launcher.words import _
from yinling.kernel.signing import public_key_of

_ED25519 = b"\x01"  # C2SP signed-note: the key's first byte names its algorithm


def write_policy(where: Installation, secrets: Mapping[str, str]) -> None:
    """Write trust-policy.txt (C2SP tlog-policy): this journal's key, no witnesses yet."""
    key = verifier_key(secrets["YINLING_LOG_ORIGIN"], bytes.fromhex(secrets["YINLING_LOG_KEY"]))
    head = _("核验凭证时信任的日志公钥；请另存一份，不要只信任凭证旁边的那份。")
    text = f"# {head}\nlog {key}\nquorum none\n"
    if not where.policy.is_file() or where.policy.read_text(encoding="utf-8") != text:
        where.policy.write_text(text, encoding="utf-8")


def verifier_key(name: str, seed: bytes) -> str:
    """The public key as C2SP signed-note writes it: name+key id+base64 of algorithm and key."""
    public = _ED25519 + public_key_of(seed)
    key_id = hashlib.sha256(name.encode() + b"\n" + public).digest()[:4]
    return f"{name}+{key_id.hex()}+{base64.b64encode(public).decode()}"

"""Check a Yinling service receipt with Python and an Ed25519 library: `verify_receipt.py FILE POLICY`.

This is documentation that runs, for whoever writes it in another language. It knows logs and `quorum none`.
Formats: c2sp.org/tlog-proof, tlog-checkpoint, signed-note, tlog-policy; RFC 6962 (tree), RFC 8785 (JSON).
"""

import base64
import hashlib
import json
import re
import sys
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

TEXTS = {"actor", "at", "commitment", "kind", "role", "subject"}


def unbase64(text):
    """Base64 with padding; one value has one spelling."""
    if base64.b64encode(value := base64.b64decode(text.encode("ascii"), validate=True)).decode() != text:
        raise ValueError("base64")
    return value


def canonical(value):
    """RFC 8785, for the values that receipts hold: text, whole numbers, lists, objects."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def read(content):
    """Take the file apart; whatever is not spelt as the formats say is refused."""
    head, note = content.split(b"\n\n", 1)
    lines = head.decode("ascii").split("\n")
    extra, index = lines[1].removeprefix("extra "), lines[2].removeprefix("index ")
    hashes = [unbase64(line) for line in lines[3:]]
    data = json.loads(unbase64(extra))
    text, signatures = note.decode().split("\n\n")
    origin, size, root = text.split("\n")
    rebuilt = "\n".join(["c2sp.org/tlog-proof@v1", f"extra {extra}", f"index {index}", *lines[3:]])
    header, lines = data["header"], signatures[:-1].split("\n")
    good = [
        rebuilt.encode() == head, canonical(data) == unbase64(extra), signatures.endswith("\n"),
        set(data) == {"body", "header", "salt"}, set(header) == TEXTS | {"sequence"},
        type(data["body"]) is dict, type(header["sequence"]) is int,
        all(type(header[name]) is str for name in TEXTS), not re.search(r"[\0-\t\v-\x1f]", note.decode()),
        all(re.fullmatch("[0-9a-f]{64}", value) for value in (data["salt"], header["commitment"])),
        all(len(value) == 32 for value in (*hashes, unbase64(root))),
        all(re.fullmatch(r"0|[1-9][0-9]{0,18}", number) for number in (index, size)),
    ]  # fmt: skip
    parts = [re.fullmatch(r"\u2014 ([^\s+]+) (\S+)", line).groups() for line in lines]
    signed = [(name, unbase64(signature)) for name, signature in parts]
    if not all(good):
        raise ValueError("form")
    return data, int(index), hashes, text + "\n", origin, int(size), unbase64(root), signed


def tree_root(leaf, index, size, hashes):
    """Climb from the leaf to the root (RFC 9162, 2.1.3.2); None when the proof is too long or too short."""
    last, value = size - 1, leaf
    for sibling in hashes if index < size else ():
        if last == 0:
            return None
        left = index & 1 or index == last
        value = hashlib.sha256(b"\x01" + (sibling + value if left else value + sibling)).digest()
        while left and index and not index & 1:
            index, last = index >> 1, last >> 1
        index, last = index >> 1, last >> 1
    return value if index == last == 0 else None


def check(content, policy):
    """The first part that fails, or None for a genuine receipt."""
    try:
        data, index, hashes, text, origin, size, root, signed = read(content)
    except (ValueError, AttributeError, KeyError, IndexError, TypeError, RecursionError):
        return "form"
    body = bytes.fromhex(data["salt"]) + canonical(data["body"])
    if hashlib.sha256(body).hexdigest() != data["header"]["commitment"]:
        return "content"
    leaf = hashlib.sha256(b"\x00" + canonical(data["header"])).digest()
    if tree_root(leaf, index, size, hashes) != root:
        return "proof"
    assert re.search("^quorum none$", policy, re.MULTILINE), "this example knows no witnesses"
    keys = re.findall(r"^log ([^\s+]+)\+([0-9a-f]{8})\+(\S+)", policy, re.MULTILINE)
    known = {(name, key_id): unbase64(key)[1:] for name, key_id, key in keys if name == origin}
    trusted = [(known.get((name, line[:4].hex())), line[4:]) for name, line in signed]
    try:
        for key, signature in [pair for pair in trusted if pair[0]]:
            Ed25519PublicKey.from_public_bytes(key).verify(signature, text.encode())
    except InvalidSignature:
        return "signature"
    return None if any(key for key, _ in trusted) else "signature"


if __name__ == "__main__":
    failed = check(Path(sys.argv[1]).read_bytes(), Path(sys.argv[2]).read_text(encoding="utf-8"))
    sys.exit(f"not genuine: {failed}" if failed else 0)

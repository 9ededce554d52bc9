"""What a backup says about itself: what was in the database, and which keys are needed, never the keys.

A manifest is sealed with the index key (HMAC-SHA-256), which is never rotated: what somebody changed, or made with
other keys, is told from what this installation wrote.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from hashlib import sha256

from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.words import _
from yinling.kernel.canonical import canonical_json
from yinling.kernel.ciphers import CipherError, KeyRing
from yinling.kernel.notes import LOG_KEY, VerifierKey, parse_note, signers
from yinling.kernel.signing import public_key_of

FORMAT = "yinling-backup/1"
_SEALED = b"yinling backup manifest\n"
_WHICH = b"yinling backup: which key is this\n"


@dataclass(frozen=True)
class Journal:
    """How far the journal had come: leaves and root of the tree (hex), entries without a leaf, the last signed head."""

    size: int
    root: str
    waiting: int
    checkpoint: str


@dataclass(frozen=True)
class Figures:
    """What a database holds: rows and digest of each table, migrations done, the journal's state."""

    tables: Mapping[str, tuple[int, str]]
    migrations: tuple[str, ...]
    journal: Journal

    def difference(self, other: Figures) -> str:
        """The first thing in which another database differs, as a name; empty when it is the same."""
        for name in sorted(set(self.tables) | set(other.tables)):
            if self.tables.get(name) != other.tables.get(name):
                return name
        if self.migrations != other.migrations:
            return "django_migrations"
        return "" if self.journal == other.journal else "journal"


@dataclass(frozen=True)
class KeyMarks:
    """Which keys belong to a backup, each as a mark (HMAC of a fixed text) that tells keys apart and no more."""

    data: Mapping[str, str]
    index: str
    card: str


@dataclass(frozen=True)
class Manifest:
    """All of it; `values` counts ciphertexts by data key, `dump` has bytes and SHA-256 of the dump."""

    taken_at: str
    version: str
    server: str
    figures: Figures
    keys: KeyMarks
    values: Mapping[str, int]
    dump_bytes: int = 0
    dump_sha256: str = ""
    seal: str = ""

    def sealed(self, index_key: bytes) -> Manifest:
        """The same with its seal."""
        return replace(self, seal=self._mac(index_key))

    def holds(self, index_key: bytes) -> bool:
        """Whether it is what was written with this index key."""
        return hmac.compare_digest(self.seal, self._mac(index_key))

    def _mac(self, index_key: bytes) -> str:
        body = _SEALED + canonical_json(asdict(replace(self, seal="")))
        return hmac.new(index_key, body, sha256).hexdigest()

    def text(self) -> str:
        """As it stands in the file."""
        return json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, indent=1)


def parse(text: str) -> Manifest:
    """Read a manifest. Raises Refusal when it is none of ours, or of a later version of the house."""
    try:
        found = json.loads(text)
        if found.pop("format") != FORMAT:
            raise Refusal(_("这个备份是另一个版本的银龄做的：请用做备份时的版本，或更新的版本。"))
        figures = found.pop("figures")
        return Manifest(
            figures=Figures(
                tables={str(name): (int(count), str(digest)) for name, (count, digest) in figures["tables"].items()},
                migrations=tuple(map(str, figures["migrations"])),
                journal=Journal(**figures["journal"]),
            ),
            keys=KeyMarks(**found.pop("keys")),
            **found,
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refusal(_("这不是银龄的备份，或者它已损坏。")) from error


def marks_of(settings: Mapping[str, str]) -> KeyMarks:
    """The marks of the keys in an environment. Raises Refusal when one is absent or malformed."""
    try:
        ring = KeyRing.parse(settings["YINLING_DATA_KEYS"])
        index, card = (bytes.fromhex(settings[name]) for name in ("YINLING_INDEX_KEY", "YINLING_CARD_KEY"))
    except KeyError as absent:
        raise Refusal(_("缺少环境变量 %(names)s：见 docs/operations.md。") % {"names": absent.args[0]}) from None
    except (CipherError, ValueError):
        raise Refusal(_("密钥写得不对：见 docs/operations.md。")) from None
    return KeyMarks({key.key_id: mark(key.secret) for key in ring.keys}, mark(index), mark(card))


def mark(key: bytes) -> str:
    """What tells one key from another without saying anything else about it."""
    return hmac.new(key, _WHICH, sha256).hexdigest()[:16]


def missing_keys(manifest: Manifest, settings: Mapping[str, str]) -> list[str]:
    """Names of the keys that the backup needs and that these settings lack or have another of."""
    held = marks_of(settings)
    lacking = [f"YINLING_DATA_KEYS ({key})" for key in sorted(manifest.values) if manifest.values[key]
               and held.data.get(key) != manifest.keys.data.get(key)]  # fmt: skip
    lacking += ["YINLING_INDEX_KEY"] if held.index != manifest.keys.index else []
    lacking += ["YINLING_CARD_KEY"] if held.card != manifest.keys.card else []
    return lacking if _signed_by(manifest.figures.journal.checkpoint, settings) else [*lacking, "YINLING_LOG_KEY"]


def _signed_by(checkpoint: str, settings: Mapping[str, str]) -> bool:
    """Whether the journal's last checkpoint, if there is one, was signed with the key of these settings."""
    if not checkpoint:
        return True
    try:
        public = public_key_of(bytes.fromhex(settings["YINLING_LOG_KEY"]))
        key = VerifierKey(settings["YINLING_LOG_ORIGIN"], LOG_KEY, public)
        return bool(signers(parse_note(checkpoint.encode()), [key]))
    except (KeyError, ValueError):
        return False

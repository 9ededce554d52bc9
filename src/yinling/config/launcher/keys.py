"""`secrets.env`: the passwords and keys of one installation, made once, readable by their owner alone.

A lost key is lost data (encrypted columns) or a lost identity (the journal's signature); therefore it
is never made again beside existing data, and it is written durably before anything is made with it.
"""

import os
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.words import _

PASSWORDS = ("POSTGRES_PASSWORD", "YL_OWNER_PASSWORD", "YL_WEB_PASSWORD", "YL_WORK_PASSWORD")


def _hex_key() -> str:
    """32 random bytes as hex: an HMAC key, an AES-256 key or an Ed25519 seed."""
    return secrets.token_hex(32)


#: What an installation needs to keep, and how each is made the first time.
RECIPES: Mapping[str, Callable[[], str]] = {
    **dict.fromkeys(PASSWORDS, secrets.token_urlsafe),
    "YINLING_SECRET_KEY": lambda: secrets.token_urlsafe(50),
    "YINLING_SEAL_KEY": _hex_key,
    "YINLING_DATA_KEYS": lambda: f"k1:{_hex_key()}",
    "YINLING_INDEX_KEY": _hex_key,
    "YINLING_LOG_KEY": _hex_key,
    "YINLING_CARD_KEY": _hex_key,
    "YINLING_LOG_ORIGIN": lambda: f"yinling.local/journal/{secrets.token_hex(4)}",
}


def read(path: Path) -> dict[str, str]:
    """The secrets in `path`. Raises Refusal when it cannot be read, is damaged or lacks one."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(
            _("密钥文件 %(path)s 读不出来：请用建立它的账户运行，或从备份恢复它。") % {"path": path}
        ) from error
    found = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    missing = sorted(name for name in RECIPES if not found.get(name))
    if missing:
        raise Refusal(
            _("密钥文件 %(path)s 不完整，缺少 %(names)s：请从备份恢复它。")
            % {"path": path, "names": ", ".join(missing)}
        )
    return found


def make(path: Path) -> dict[str, str]:
    """Write a new secrets file, all of it or nothing, and give its content."""
    made = {name: recipe() for name, recipe in RECIPES.items()}
    text = "# 银龄密钥：请妥善备份，切勿外传。 Keys of this installation: keep a copy, show it to nobody.\n"
    text += "".join(f"{name}={value}\n" for name, value in made.items())
    write_private(path, text)
    return made


def write_private(path: Path, text: str) -> None:
    """Put `text` at `path` with mode 0600, durably: after a power cut the file is whole or absent."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the folder's entries durable (a rename is not, until its folder is synced)."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

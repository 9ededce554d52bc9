"""Files of requirements for tests."""

from __future__ import annotations

from pathlib import Path

PLAIN: dict[str, object] = {
    "rule": "nursing_allowance", "evidence": "医院诊断证明", "position": 1, "area": "0", "valid_from": "2020-01-01",
    "source_document": "护理费文件", "clause": "第二条", "confidence": "known",
}  # fmt: skip
_DAYS = {"valid_from", "valid_to"}


def written(*entries: dict[str, object]) -> str:
    """The entries as TOML; what an entry does not say is as in PLAIN, None leaves a field out."""
    return "\n".join("[[requirement]]\n" + _lines({**PLAIN, **entry}) for entry in entries)


def file(folder: Path, *entries: dict[str, object], text: str = "") -> Path:
    """A file of requirements."""
    path = folder / "requirements.toml"
    path.write_text(text or written(*entries), encoding="utf-8")
    return path


def _lines(entry: dict[str, object]) -> str:
    return "\n".join(f"{name} = {_value(name, value)}" for name, value in entry.items() if value is not None) + "\n"


def _value(name: str, value: object) -> str:
    if name in _DAYS and isinstance(value, str):
        return value
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\0", "\\u0000") + '"'
    return str(value).lower()

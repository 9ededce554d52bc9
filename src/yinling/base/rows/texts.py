"""Texts that people type, as they are kept."""


def plain(text: str) -> str:
    """A text without NUL, which PostgreSQL refuses, and without spaces around."""
    return text.replace("\x00", "").strip()

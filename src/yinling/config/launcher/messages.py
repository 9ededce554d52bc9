"""Compiled words: what gettext reads (.mo) is made from what people edit (.po), when that is newer."""

import os
from pathlib import Path

from yinling.config.launcher.words import LOCALE


def compile_all(locale: Path = LOCALE) -> list[Path]:
    """Compile every catalogue that is out of date; gives the ones that were compiled."""
    done = []
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns:
            _compile(source, target)
            done.append(target)
    return done


def _compile(source: Path, target: Path) -> None:
    from babel.messages.mofile import write_mo  # 60 ms that a start without new words does not pay
    from babel.messages.pofile import read_po

    draft = target.with_suffix(f".{os.getpid()}.mo")  # several starts may compile at once
    with source.open("rb") as text, draft.open("wb") as compiled:
        write_mo(compiled, read_po(text, locale=source.parents[1].name))
    draft.replace(target)

"""Catalogues are compiled when they are newer than what was compiled."""

import gettext
import os
from pathlib import Path

from yinling.config.launcher import messages

CATALOGUE = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "是"\nmsgstr "yes"\n'


def test_compiled_once_and_again_after_a_change(tmp_path: Path) -> None:
    folder = tmp_path / "en/LC_MESSAGES"
    folder.mkdir(parents=True)
    source, target = folder / "django.po", folder / "django.mo"
    source.write_text(CATALOGUE, encoding="utf-8")
    assert messages.compile_all(tmp_path) == [target]
    assert messages.compile_all(tmp_path) == []
    assert gettext.translation("django", tmp_path, ["en"]).gettext("是") == "yes"

    source.write_text(CATALOGUE.replace("yes", "aye"), encoding="utf-8")
    later = target.stat().st_mtime_ns + 1_000_000_000
    os.utime(source, ns=(later, later))
    assert messages.compile_all(tmp_path) == [target]
    with target.open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("是") == "aye"


def test_no_catalogue_is_no_error(tmp_path: Path) -> None:
    assert messages.compile_all(tmp_path) == []


def test_nothing_else_stays_in_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "en/LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(CATALOGUE, encoding="utf-8")
    messages.compile_all(tmp_path)
    assert sorted(path.name for path in folder.iterdir()) == ["django.mo", "django.po"]

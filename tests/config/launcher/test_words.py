"""Which language the terminal speaks."""

import pytest

from yinling.config.launcher import words

VARIABLES = ("YINLING_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        ({}, "zh"),
        ({"LANG": "C"}, "zh"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "YINLING_LANG": "en"}, "en"),
        ({"LANG": "EN_GB", "LC_ALL": ""}, "en"),
    ],
)
def test_the_first_that_is_set_decides(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], language: str
) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert words.language() == language


def test_a_text_without_translation_stays_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YINLING_LANG", "en")
    assert words._("这一句没有翻译") == "这一句没有翻译"

"""A manifest says which keys are needed without holding them, and tells what was changed."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from yinling.config.keeping.manifest import Figures, Journal, KeyMarks, Manifest, mark, marks_of, missing_keys, parse
from yinling.config.launcher.refusals import Refusal

INDEX = b"\x1d" * 32
KEYS = {
    "YINLING_DATA_KEYS": f"k2:{'d2' * 32},k1:{'d1' * 32}",
    "YINLING_INDEX_KEY": INDEX.hex(),
    "YINLING_CARD_KEY": "ca" * 32,
}
FIGURES = Figures({"public.a": (2, "5"), "public.b": (0, "0")}, ("rows.0001",), Journal(3, "ab", 1, ""))
MADE = Manifest(
    taken_at="2026-11-23T01:00:00+00:00", version="0.1.0", server="18.6", figures=FIGURES, keys=marks_of(KEYS),
    values={"k1": 4, "k2": 0}, dump_bytes=9, dump_sha256="cd",
).sealed(INDEX)  # fmt: skip


def test_it_is_read_as_it_was_written():
    assert parse(MADE.text()) == MADE
    assert MADE.holds(INDEX)


def test_no_key_is_in_it():
    text = MADE.text()
    assert [key for key in ("d1" * 32, "d2" * 32, "ca" * 32, INDEX.hex()) if key in text] == []


@pytest.mark.parametrize("field", ["taken_at", "version", "dump_sha256", "server"])
def test_a_change_is_told(field):
    assert not replace(MADE, **{field: "other"}).holds(INDEX)


def test_a_changed_figure_and_another_key_are_told():
    changed = json.loads(MADE.text())
    changed["figures"]["tables"]["public.a"][0] = 1
    assert not parse(json.dumps(changed)).holds(INDEX)
    assert not MADE.holds(b"\x1e" * 32)


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", '{"format": "yinling-backup/1"}', '{"format": "yinling-backup/2"}', "x" * 100]
)
def test_what_is_none_is_refused(text):
    with pytest.raises(Refusal):
        parse(text)


@pytest.mark.parametrize(
    ("settings", "missing"),
    [
        ({}, []),
        ({"YINLING_DATA_KEYS": f"k9:{'99' * 32}"}, ["YINLING_DATA_KEYS (k1)"]),
        ({"YINLING_DATA_KEYS": f"k1:{'99' * 32}"}, ["YINLING_DATA_KEYS (k1)"]),
        ({"YINLING_DATA_KEYS": f"k1:{'d1' * 32}"}, []),  # nothing rests on k2
        ({"YINLING_INDEX_KEY": "1e" * 32, "YINLING_CARD_KEY": "cb" * 32}, ["YINLING_INDEX_KEY", "YINLING_CARD_KEY"]),
    ],
)
def test_keys_that_are_not_there_or_others_are_named(settings, missing):
    assert missing_keys(MADE, KEYS | settings) == missing


def test_the_journals_key_is_told_by_what_it_signed():
    from yinling.kernel.notes import Checkpoint, sign_note

    seed, origin = bytes(range(32)), "tests.yinling.local/journal"
    note = bytes(sign_note(str(Checkpoint(origin, 3, b"\x01" * 32)), name=origin, seed=seed)).decode()
    signed = replace(MADE, figures=replace(FIGURES, journal=Journal(3, "ab", 0, note)))
    assert missing_keys(signed, KEYS | {"YINLING_LOG_KEY": seed.hex(), "YINLING_LOG_ORIGIN": origin}) == []
    for other in ({}, {"YINLING_LOG_KEY": "00" * 31 + "01", "YINLING_LOG_ORIGIN": origin}):
        assert missing_keys(signed, KEYS | other) == ["YINLING_LOG_KEY"]


@pytest.mark.parametrize("name", sorted(KEYS))
def test_a_key_that_is_absent_or_malformed_is_refused(name):
    for settings in ({key: value for key, value in KEYS.items() if key != name}, KEYS | {name: "no key"}):
        with pytest.raises(Refusal):
            marks_of(settings)


def test_marks_tell_keys_apart():
    assert len({mark(bytes([number]) * 32) for number in range(256)}) == 256
    assert marks_of(KEYS) == KeyMarks(
        {"k2": mark(b"\xd2" * 32), "k1": mark(b"\xd1" * 32)}, mark(INDEX), mark(b"\xca" * 32)
    )


@pytest.mark.parametrize(
    ("other", "name"),
    [
        (FIGURES, ""),
        (replace(FIGURES, tables={"public.a": (2, "5")}), "public.b"),
        (replace(FIGURES, tables={"public.a": (2, "6"), "public.b": (0, "0")}), "public.a"),
        (replace(FIGURES, migrations=()), "django_migrations"),
        (replace(FIGURES, journal=Journal(3, "ac", 1, "")), "journal"),
    ],
)
def test_the_first_difference_is_named(other, name):
    assert FIGURES.difference(other) == name

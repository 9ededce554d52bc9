"""The shape of the house: names of files, sizes, reasons beside suppressions, the map in the README."""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.source import HOUSE, PROJECT, apps, functions, live

# ARCHITECTURE section 2, in its order; `apps` is Django's.
APP_FILES = {
    "__init__", "terms", "events", "domain", "models", "policy", "outside", "queries", "actions", "jobs", "apps",
}  # fmt: skip
# The two books on which others hang something to run when a fact or a deadline of a kind comes, and the auditor's
# reading of the journal, which trusts none of its other files (docs/adr/0003-the-shape-of-an-app.md).
HOOKS = {"yinling.base.journal": {"reactions", "audit"}, "yinling.base.deadlines": {"handlers"}}
FREE = {"yinling.base.rows"}
APP_FOLDERS = {"migrations", "data"}
JUNK = re.compile(r"^(utils?|common|helpers?|misc|tools?|lib|shared|stuff|functions|core)$")
LONGEST_FUNCTION, LONGEST_FILE = 60, 400


@pytest.mark.parametrize("app", sorted(apps() - FREE))
def test_an_app_uses_the_names_of_the_house(app):
    folder = HOUSE.parent.joinpath(*app.split("."))
    allowed = APP_FILES | HOOKS.get(app, set())
    files = {path.stem for path in folder.glob("*.py")}
    folders = {path.name for path in folder.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert (files - allowed, folders - APP_FOLDERS - allowed) == (set(), set())


def test_nothing_is_called_utils():
    junk = [path for path in HOUSE.rglob("*") if JUNK.match(path.stem) and path.suffix in {"", ".py"}]
    assert [str(path.relative_to(PROJECT)) for path in junk if path.name != "__pycache__"] == []


def test_every_package_says_what_it_is():
    packages = {app.replace(".", "/") for app in apps()}
    silent = [m.where for m in live() if m.path.name == "__init__.py" and str(m.path.parent.relative_to(HOUSE.parent)) in packages
              and not (ast.get_docstring(m.tree) or "").count("\n")]  # fmt: skip
    assert silent == []
    laden = [m.where for m in live() if m.path.name == "__init__.py" and m.app in apps() and len(m.tree.body) > 1
             and m.name == m.app]  # fmt: skip
    assert laden == [], "an app's __init__ holds its paragraph and nothing else"


def test_functions_and_files_stay_small():
    long_files = [(m.where, m.text.count("\n")) for m in live() if m.text.count("\n") > LONGEST_FILE]
    long_functions = [
        (m.where, f.name, f.end_lineno - f.lineno + 1)
        for m in live()
        for f in functions(m.tree)
        if (f.end_lineno or f.lineno) - f.lineno + 1 > LONGEST_FUNCTION
    ]
    assert (long_files, long_functions) == ([], [])


_NOQA = re.compile(r"#\s*noqa(?P<codes>:\s*[A-Z]+[0-9]+(?:\s*,\s*[A-Z]+[0-9]+)*)?(?P<rest>[^#]*)")
_IGNORE = re.compile(r"#\s*type:\s*ignore(?P<codes>\[[a-z0-9, -]+\])?(?P<rest>.*)")


def _unreasoned(line: str) -> bool:
    for pattern in (_NOQA, _IGNORE):
        found = pattern.search(line)
        if found and not (found["codes"] and len(found["rest"].strip(" -#:")) >= 5):
            return True
    return False


def test_a_suppression_says_why_on_its_line():
    files = [path for name in ("src", "tests", "bench") for path in sorted((PROJECT / name).rglob("*.py"))]
    found = [
        f"{path.relative_to(PROJECT)}:{number}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if path.name != "test_shape.py" and _unreasoned(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("line", "is_bare"),
    [
        ("x = 1  # noqa", True),
        ("x = 1  # noqa: A002", True),
        ("x = 1  # noqa: A002 - the word of the trade", False),
        ("x = 1  # type: ignore", True),
        ("x = 1  # type: ignore[misc]", True),
        ("x = 1  # type: ignore[misc]  # the stubs are wrong here", False),
    ],
)
def test_the_reader_of_suppressions_reads_right(line, is_bare):
    assert _unreasoned(line) is is_bare


def test_tests_mirror_the_source():
    """Each folder of tests has its counterpart in the source."""
    ours = {"architecture", "walk"}
    tested = {path.parent.relative_to(PROJECT / "tests") for path in (PROJECT / "tests").rglob("test_*.py")}
    astray = [str(t) for t in tested if t.parts and t.parts[0] not in ours and not (HOUSE / t).is_dir()]
    assert astray == []


def _house_map(readme: str) -> dict[str, set[str]]:
    """The block under the heading `The house`: a room, two spaces or more, and its apps (`a < b, c`) or doors."""
    block = re.search(r"^#+ .*The house.*?$(?:.*?)^```[a-z]*\n(.*?)^```", readme, re.M | re.S)
    assert block, "README.md has a fenced block under the heading 'The house'"
    lines = [line.split(None, 1) for line in block[1].splitlines() if line.strip()]
    return {room: {w.strip() for w in re.split(r"[<,]", said.rpartition(":")[2])} for room, said in lines}


def _tree() -> dict[str, set[str]]:
    """What is there: the rooms, and the apps or doors in each."""
    found: dict[str, set[str]] = {path.parent.name: set() for path in HOUSE.glob("*/__init__.py")}
    for app in apps():
        found[app.split(".")[1]].add(app.split(".")[2])
    found["web"] |= {path.parent.name for path in HOUSE.glob("web/*/urls.py")}
    return found


def _told(shown: dict[str, set[str]], there: dict[str, set[str]]) -> dict[str, set[str]]:
    """The map without the prose of rooms that have neither apps nor doors."""
    return {room: shown[room] if there.get(room) else set() for room in shown}


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_map_in_the_readme_is_the_tree(page):
    readme = PROJECT / page
    text = readme.read_text(encoding="utf-8") if readme.exists() else ""
    if page != "README.md" and "The house" not in text:
        pytest.skip("the Chinese page points to the map of the English one")
    assert _told(_house_map(text), _tree()) == _tree()


def test_the_reader_of_the_map_reads_right():
    text = "# Y\n\n## The house\n\nWords.\n\n```\nweb      doors: desk, field\nbase     rows < a, b < c\n```\n"
    assert _house_map(text) == {"web": {"desk", "field"}, "base": {"rows", "a", "b", "c"}}


def test_operations_tells_every_setting_and_command():
    page = PROJECT / "docs" / "operations.md"
    if not page.exists():
        pytest.skip("docs/operations.md is not written yet")
    from yinling.config.__main__ import COMMANDS

    told = page.read_text(encoding="utf-8")
    source = "".join(m.text for m in live() if m.name.startswith("yinling.config"))
    settings = set(re.findall(r"environ(?:\.get\(|\.setdefault\(|\[)\s*\"((?:YINLING|DATABASE)_[A-Z_]+)\"", source))
    wanted = settings | {f"yinling {name}" for name in COMMANDS}
    assert sorted(name for name in wanted if name not in told) == []

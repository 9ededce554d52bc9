"""Our own source as syntax trees, for the tests that read it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
SRC = PROJECT / "src"
HOUSE = SRC / "yinling"


@dataclass(frozen=True)
class Module:
    """One file of ours: where it lies, its dotted name, its text and tree."""

    path: Path
    name: str
    text: str
    tree: ast.Module

    @property
    def where(self) -> str:
        """The path as a person writes it."""
        return str(self.path.relative_to(PROJECT))

    @property
    def app(self) -> str:
        """The dotted name of the app it belongs to, or of its room."""
        parts = self.name.split(".")
        return ".".join(parts[:3]) if ".".join(parts[:3]) in apps() else ".".join(parts[:2])

    @property
    def is_migration(self) -> bool:
        """Whether it is a step of the database's history."""
        return "migrations" in self.path.parts


@cache
def apps() -> frozenset[str]:
    """Dotted names of all packages with tables or jobs: those that have an apps.py below a room."""
    found = [path.parent.relative_to(SRC) for path in HOUSE.rglob("apps.py")]
    return frozenset(".".join(path.parts) for path in found if len(path.parts) == 3)


@cache
def modules() -> tuple[Module, ...]:
    """All Python files of the package."""
    return tuple(_read(path, SRC) for path in sorted(HOUSE.rglob("*.py")))


def live() -> tuple[Module, ...]:
    """All but migrations."""
    return tuple(module for module in modules() if not module.is_migration)


def _read(path: Path, root: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    parts = path.relative_to(root).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Module(path, name, text, ast.parse(text))


def root_name(node: ast.expr) -> str | None:
    """The name a chain of attributes, calls and indexes begins with: `Order` in `Order.objects.filter(..)[:3]`."""
    while True:
        match node:
            case ast.Name(id=name):
                return name
            case ast.Attribute(value=inner) | ast.Subscript(value=inner) | ast.Await(value=inner):
                node = inner
            case ast.Call(func=inner):
                node = inner
            case _:
                return None


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions and methods, nested ones too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node

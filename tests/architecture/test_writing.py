"""What code may do to the database: own tables only, no SQL from strings, no viewer set aside, no leaky lookups."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import Module, functions, live, root_name

WRITES = {
    "create", "acreate", "bulk_create", "abulk_create", "update", "aupdate", "bulk_update", "abulk_update", "delete",
    "adelete", "get_or_create", "aget_or_create", "update_or_create", "aupdate_or_create", "save", "asave",
}  # fmt: skip
LEAKY = (
    "startswith",
    "istartswith",
    "endswith",
    "iendswith",
    "contains",
    "icontains",
    "iexact",
    "regex",
    "iregex",
    "search",
)
SQL_CALLS = {"execute", "executemany", "raw", "RawSQL", "extra", "copy"}
# The wall is built from the names of our own tables; the launcher composes with psycopg.sql, which quotes.
COMPOSERS = {"yinling.base.rows.wall", "yinling.base.rows.bulk"}


def _foreign_models(module: Module) -> dict[str, str]:
    """Names of model classes that a module imports from other apps, with the app they belong to."""
    found: dict[str, str] = {}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.endswith(".models"):
            owner = node.module.removesuffix(".models")
            if owner.startswith("yinling.") and owner not in {module.app, "yinling.base.rows"}:
                found |= {alias.asname or alias.name: owner for alias in node.names if alias.name[:1].isupper()}
    return found


def _bound(function: ast.AST, foreign: dict[str, str]) -> dict[str, str]:
    """Foreign models, and local names whose value began with one: rows and querysets of other apps."""
    held = dict(foreign)
    for _round in range(3):
        for node in ast.walk(function):
            targets, value = _assignment(node)
            root = root_name(value) if value is not None else None
            if root in held and not _is_plain(value):
                held |= {target.id: held[root] for target in targets if isinstance(target, ast.Name)}
    return held


def _assignment(node: ast.AST) -> tuple[list[ast.expr], ast.expr | None]:
    match node:
        case ast.Assign(targets=targets, value=value):
            return targets, value
        case ast.AnnAssign(target=target, value=value) | ast.NamedExpr(target=target, value=value):
            return [target], value
        case ast.For(target=target, iter=value) | ast.comprehension(target=target, iter=value):
            return [target], value
    return [], None


def _is_plain(value: ast.expr | None) -> bool:
    """A column read off a row (`row.area_code`) is a value, not the row."""
    return isinstance(value, ast.Attribute)


def _trespasses(module: Module) -> Iterator[str]:
    foreign = _foreign_models(module)
    if not foreign:
        return
    for function in [*functions(module.tree), module.tree]:
        held = _bound(function, foreign)
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
                root = root_name(node.func.value)
                if root in held:
                    yield f"{module.where}:{node.lineno} {node.func.attr} on {held[root]}"
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in foreign:
                yield f"{module.where}:{node.lineno} makes a row of {foreign[node.func.id]}"


@pytest.mark.slow  # reads the syntax of the whole house
def test_no_app_writes_the_tables_of_another():
    assert sorted({line for module in live() for line in _trespasses(module)}) == []


def _module(text: str, name: str = "yinling.web.desk.pages.people") -> Module:
    from tests.architecture.source import HOUSE

    return Module(HOUSE / "web" / "x.py", name, text, ast.parse(text))


def test_a_trespass_is_found_however_it_is_written():
    head = "from yinling.service.orders.models import Order\n"
    ways = [
        "Order.objects.create(a=1)",
        "Order.objects.filter(a=1).update(a=2)",
        "def f():\n    row = Order.objects.get(a=1)\n    row.save()",
        "def f():\n    rows = Order.objects.all()\n    late = rows.filter(a=1)\n    late.delete()",
        "def f():\n    for row in Order.objects.all():\n        row.save()",
        "Order(a=1)",
    ]
    assert [len(list(_trespasses(_module(head + way)))) > 0 for way in ways] == [True] * len(ways)
    assert list(_trespasses(_module(head + "def f():\n    return list(Order.objects.filter(a=1))"))) == []


def _leaky(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        words = []
        if isinstance(node, ast.keyword) and node.arg:
            words = [node.arg]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 60:
            words = [node.value]
        yield from (f"{module.where}:{node.lineno} {w}" for w in words if w.endswith(tuple(f"__{x}" for x in LEAKY)))


def _in_constraint(module: Module) -> set[int]:
    """Lines of check constraints and constants: the database runs those itself, under no policy."""
    lines: set[int] = set()
    for node in ast.walk(module.tree):
        named = (
            isinstance(node, ast.Call) and root_name(node.func) in {"models"} and isinstance(node.func, ast.Attribute)
        )
        if named and node.func.attr in {"CheckConstraint", "Index"}:
            lines |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    for node in module.tree.body:
        if isinstance(node, ast.Assign):
            lines |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return lines


def test_no_lookup_that_leaves_the_index_under_a_policy():
    found = []
    for module in live():
        checks = _in_constraint(module) if module.path.name == "models.py" else set()
        found += [line for line in _leaky(module) if int(line.split(":")[1].split(" ")[0]) not in checks]
    assert found == []


def _made_at_run_time(node: ast.expr) -> bool:
    match node:
        case ast.JoinedStr():
            return True
        case ast.BinOp(op=ast.Mod() | ast.Add(), left=left, right=right):
            return not (isinstance(left, ast.Constant) and isinstance(right, ast.Constant))
        case ast.Call(func=ast.Attribute(value=ast.Constant(), attr="format" | "join")):
            return True
    return False


def _sql_from_strings(module: Module) -> Iterator[str]:
    if not any(f"{name}(" in module.text for name in (*SQL_CALLS, "SQL")):
        return
    for function in [*functions(module.tree), module.tree]:
        made = {
            target.id
            for node in ast.walk(function)
            for target in _assignment(node)[0]
            if isinstance(target, ast.Name) and (value := _assignment(node)[1]) is not None and _made_at_run_time(value)
            and isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        }  # fmt: skip
        for node in ast.walk(function):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = node.args[0]
            is_made = _made_at_run_time(first) or (isinstance(first, ast.Name) and first.id in made)
            if name in {*SQL_CALLS, "SQL"} and is_made:
                yield f"{module.where}:{node.lineno} {name}"


def test_no_sql_is_built_from_strings():
    found = {line for m in live() if m.name not in COMPOSERS for line in _sql_from_strings(m)}
    assert sorted(found) == []


def test_sql_from_strings_is_found_however_it_is_written():
    ways = [
        "cursor.execute(f'select {x}')",
        "cursor.execute('select %s' % x)",
        "cursor.execute('select ' + x)",
        "cursor.execute('select {}'.format(x))",
        "def f():\n    s = f'select {x}'\n    cursor.execute(s)",
        "Person.objects.raw(f'select {x}')",
        "RawSQL(f'select {x}', [])",
    ]
    assert [len(list(_sql_from_strings(_module(way)))) > 0 for way in ways] == [True] * len(ways)
    assert list(_sql_from_strings(_module("cursor.execute('select %s', [x])"))) == []


def test_a_viewer_is_stated_for_one_transaction_only():
    """`set_config(.., false)` and SET yl.* would outlive the transaction and meet the next request."""
    import re

    lasting = re.compile(r"set_config\([^)]*,\s*false\s*\)|\bSET\s+(SESSION\s+)?yl\.", re.I)
    assert [m.where for m in live() if lasting.search(m.text)] == []

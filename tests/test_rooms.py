"""The shape of the house: who may import whom, how long a file may be, what a module may be called."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parent.parent

MAY_IMPORT: dict[str, set[str]] = {
    "nodes": set(),
    "sounds": set(),
    "dialplan": set(),
    "flows": {"nodes"},
    "engine": {"flows", "nodes", "sounds"},
    "simulator": {"engine", "flows", "nodes", "sounds"},
    "flowdesigner": {"simulator", "flows", "nodes", "sounds"},
    "callwright": {"nodes", "sounds", "dialplan", "flows", "engine", "simulator"},
}
"""A room and the other rooms it may import."""

CLOSED: dict[str, tuple[str, ...]] = {
    "engine.live": ("engine.live", "callwright"),
    "engine.store": ("engine.store", "engine.services", "engine.live", "callwright"),
}
"""A part of a room and the modules that may import it."""

OWNERS: dict[str, tuple[str, ...]] = {
    "gevent": ("engine.live",),
    "greenswitch": ("engine.live",),
    "PySide6": ("flowdesigner",),
    "sqlalchemy": ("engine.store", "engine.services"),
    "alembic": ("engine.store",),
    "httpx": ("engine.services",),
    "lxml": ("flows", "engine.services"),
    "networkx": ("flows", "flowdesigner"),
    "numpy": ("sounds",),
    "click": ("callwright",),
}
"""A third party and the rooms that may import it."""

MAX_LINES = 400
MAX_MEDIAN = 130


def modules() -> Iterator[tuple[str, Path]]:
    """Every module of every room with its dotted name."""
    for room in MAY_IMPORT:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "library" in path.relative_to(ROOT).parts:
                continue
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


@cache
def imports(path: Path) -> tuple[tuple[str, int], ...]:
    """Every module that a file imports by its full name, with the line, those inside functions included."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: write the whole name, no relative import"
            yield node.module or "", node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def within(name: str, room: str) -> bool:
    return name == room or name.startswith(room + ".")


def test_rooms_import_one_way_only() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {name.split('.')[0]} may not import {target}"
        for name, path in modules()
        for target, line in imports(path)
        if target.split(".")[0] in MAY_IMPORT
        and target.split(".")[0] not in MAY_IMPORT[name.split(".")[0]] | {name.split(".")[0]}
    ]
    assert wrong == []


@pytest.mark.parametrize("part", sorted(CLOSED))
def test_closed_parts_are_imported_by_their_own_only(part: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {target}"
        for name, path in modules()
        for target, line in imports(path)
        if within(target, part) and not any(within(name, room) for room in CLOSED[part])
    ]
    assert wrong == []


@pytest.mark.parametrize("package", sorted(OWNERS))
def test_third_parties_stay_in_their_rooms(package: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {target}"
        for name, path in modules()
        for target, line in imports(path)
        if within(target, package) and not any(within(name, room) for room in OWNERS[package])
    ]
    assert wrong == []


def test_files_are_one_idea_long() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for _, path in modules()}
    assert [f"{path.relative_to(ROOT)}: {n}" for path, n in lengths.items() if n > MAX_LINES] == []
    assert median(n for path, n in lengths.items() if path.name != "__init__.py") <= MAX_MEDIAN


def test_every_module_says_its_job() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for _, path in modules()
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_no_module_is_named_like_one_of_the_standard_library() -> None:
    taken = [
        str(path.relative_to(ROOT))
        for name, path in modules()
        if name.rpartition(".")[2] in sys.stdlib_module_names and name.count(".")
    ]
    assert taken == []


def test_monkey_patching_happens_in_one_place() -> None:
    places = [name for name, path in modules() if "patch_all(" in path.read_text(encoding="utf-8")]
    assert all(within(name, "engine.live") for name in places) and len(places) <= 1, places


def test_tests_are_a_package_throughout() -> None:
    folders = {path.parent for path in (ROOT / "tests").rglob("*.py")}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_nobody_else_ships_our_names() -> None:
    owners = packages_distributions()
    strangers = {room: owners[room] for room in MAY_IMPORT if set(owners.get(room, [])) - {"callwright"}}
    assert strangers == {}


LIGHT = """
import sys
import flows.compiler, flows.package, simulator.session, callwright.cli
heavy = {"numpy", "gevent", "greenswitch", "PySide6", "sqlalchemy", "alembic", "httpx", "gtts", "onnxruntime"}
print(sorted(heavy & set(sys.modules)))
"""


def test_check_and_simulate_start_light() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", LIGHT], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert (ran.stdout.strip(), ran.returncode) == ("[]", 0), ran.stderr

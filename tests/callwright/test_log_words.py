"""Every line that an engine logs is known in Chinese, with the same places in the same order."""

from __future__ import annotations

import ast
import io
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from callwright.log_words import LINES, Spoken
from engine.store.errors import NotCreated

ROOT = Path(__file__).parent.parent.parent
UNSPOKEN = {"engine/live/wire.py"}
"""Faults of the protocol, for those who look into them; nothing that an operator can mend."""
LEVELS = {"info", "warning", "error", "exception"}
PLACE = re.compile(r"%[-+.0-9]*[a-z]")


def logged() -> Iterator[tuple[str, str]]:
    """Every line in the source that an engine may log: where, and the line."""
    for room in ("engine", "callwright", "sounds"):
        for file in sorted((ROOT / room).rglob("*.py")):
            where = str(file.relative_to(ROOT))
            if where in UNSPOKEN:
                continue
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call) and _logs(node.func) and isinstance(node.args[0], ast.Constant):
                    yield where, str(node.args[0].value)


def _logs(function: ast.expr) -> bool:
    return (
        isinstance(function, ast.Attribute)
        and function.attr in LEVELS
        and isinstance(function.value, ast.Name)
        and function.value.id in ("log", "_log")
    )


def test_every_line_is_known() -> None:
    found = [(where, line) for where, line in logged() if re.search("[a-z]", PLACE.sub("", line))]
    assert len(found) > 40
    unknown = {(where, line) for where, line in found if line not in LINES}
    assert not unknown, "give them a line in callwright/log_words.py"


@pytest.mark.parametrize(("line", "spoken"), LINES.items(), ids=str)
def test_places_are_the_same(line: str, spoken: str) -> None:
    assert PLACE.findall(line) == PLACE.findall(spoken)
    assert re.search("[\u4e00-\u9fff]", spoken)


def test_a_known_line_is_spoken_and_any_other_left() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Spoken("%(levelname)s %(message)s"))
    log = logging.Logger("a logger of this test")
    log.addHandler(handler)
    log.warning(
        "journals are kept back: %s", NotCreated("the store has no call x", "take one of `callwright calls`")
    )
    log.warning("something else: %s", "x")
    log.warning("taking calls on %s:%d", "127.0.0.1", 8084)
    assert stream.getvalue().splitlines() == [
        "WARNING 通话记录暂存：发布库中没有通话 x：用 callwright calls 中的一个",
        "WARNING something else: x",
        "WARNING 正在接听 127.0.0.1:8084",
    ]

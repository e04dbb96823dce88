"""Every sentence of a report is given the values it has places for, in both languages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import flows.exports.sayings
import flows.imports.ivr_sayings
import flows.imports.twilio_sayings
from flows.imports.report import Saying

ROOT = Path(__file__).parents[3]
MODULES = {
    "ivr": flows.imports.ivr_sayings,
    "twilio": flows.imports.twilio_sayings,
    "exports": flows.exports.sayings,
}
NOT_VALUES = {"line", "place"}


def sayings(group: str) -> dict[str, Saying]:
    """The sentences of a module by their names."""
    return {name: one for name, one in vars(MODULES[group]).items() if isinstance(one, Saying)}


def places(*texts: str) -> set[str]:
    """The places in texts."""
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


def calls() -> Iterator[tuple[str, str, set[str]]]:
    """Every use of a sentence: its group, its name, the values given; uses with `**` apart."""
    for folder in ("imports", "exports"):
        for path in sorted((ROOT / "flows" / folder).glob("*.py")):
            group = (
                "exports" if folder == "exports" else "twilio" if path.name.startswith("twilio") else "ivr"
            )
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call) or any(keyword.arg is None for keyword in node.keywords):
                    continue
                for argument in node.args:
                    if isinstance(argument, ast.Attribute) and ast.unparse(argument.value) == "sayings":
                        given = {keyword.arg for keyword in node.keywords if keyword.arg}
                        yield group, argument.attr, given - NOT_VALUES


def test_every_sentence_gets_its_values() -> None:
    wrong = [
        (group, name, places(one.zh, one.en, one.cure_zh, one.cure_en), given)
        for group, name, given in calls()
        if places((one := sayings(group)[name]).zh, one.en, one.cure_zh, one.cure_en) != given
    ]
    assert wrong == []


def test_codes_are_told_apart_and_worded_in_both_languages() -> None:
    for group in MODULES:
        found = sayings(group).values()
        assert len({one.code for one in found}) == len(found)
        for one in found:
            assert places(one.zh) <= places(one.en) | {"type"} and bool(one.cure_zh) == bool(one.cure_en)
            assert not one.zh.isascii() and one.en.isascii()


def test_every_sentence_is_used() -> None:
    used = {(group, name) for group, name, _ in calls()}
    text = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("imports", "exports")
        for path in (ROOT / "flows" / folder).glob("*.py")
    )
    idle = [
        (group, name)
        for group in MODULES
        for name in sayings(group)
        if (group, name) not in used and f"sayings.{name}" not in text
    ]
    assert idle == []

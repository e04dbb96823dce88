"""The user guide: its pictures, links, headings, commands and words, and the small flow that it draws."""

from __future__ import annotations

import ast
import importlib
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from callwright.cli import cli
from flows.compiler import compile_flow
from flows.source import Source
from nodes.declare import parameters
from nodes.registry import node_types
from simulator.cases import play_case
from simulator.script import read_script

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "docs" / "guide"
LANGS = ("zh", "en")
SAYING = {"say", "both", "Say"}
"""The functions by which the designer's sentences are written."""


@pytest.fixture
def guide(monkeypatch: pytest.MonkeyPatch) -> Any:
    """What is known of the pages."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    return importlib.import_module("guide_pages")


def test_nothing_is_missing(guide: Any) -> None:
    assert guide.faults(GUIDE) == []
    assert {page.name for page in guide.pages(GUIDE, "zh")} >= {"index.md", "ten-minutes.md", "keys.md"}


def test_what_is_amiss_is_named(guide: Any, tmp_path: Path) -> None:
    for lang in LANGS:
        (tmp_path / lang / "images").mkdir(parents=True)
    (tmp_path / "zh" / "a.md").write_text("# A\n\n![x](images/no.png) [y](b.md) [z](#c)\n", encoding="utf-8")
    (tmp_path / "en" / "a.md").write_text("# A\n\n## B\n", encoding="utf-8")
    (tmp_path / "en" / "b.md").write_text("# B\n", encoding="utf-8")
    (tmp_path / "en" / "images" / "old.png").write_bytes(b"")
    assert guide.faults(tmp_path) == [
        "zh/images/no.png is missing: run scripts/guide.py",
        "en/images/old.png is shown on no page",
        "zh/a.md: b.md leads nowhere",
        "zh/a.md: #c names no heading",
        "b.md is there in one language only",
        "a.md has other headings, pictures or commands in one language than in the other",
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_every_command_can_be_typed(guide: Any, lang: str) -> None:
    said = {line for page in guide.pages(GUIDE, lang) for line in guide.commands(page)}
    assert len(said) > 15
    for line in sorted(said):
        _parse(shlex.split(line)[1:])


def _parse(words: list[str]) -> None:
    """As the command line reads it; nothing is done. Raises click.UsageError."""
    command: click.Command = cli
    context = click.Context(cli, info_name="callwright")
    while isinstance(command, click.Group):
        name = words.pop(0)
        found = command.get_command(context, name)
        assert found is not None, f"there is no command {name}"
        command = found
        if not isinstance(command, click.Group):
            command.make_context(name, words, parent=context)
        else:
            context = click.Context(command, info_name=name, parent=context)


@pytest.mark.parametrize("lang", LANGS)
def test_every_word_of_the_screen_is_on_the_screen(guide: Any, lang: str) -> None:
    known = set(_screen(0 if lang == "zh" else 1))
    said = {
        (page.name, part.strip())
        for page in guide.pages(GUIDE, lang)
        for words in guide.screen_words(page)
        for part in words.split(" > ")
    }
    assert len(said) > 80
    assert sorted(each for each in said if each[1] not in known) == []


def _screen(which: int) -> Iterator[str]:
    """Everything that the designer says, in Chinese (0) or English (1), without the letters of Alt keys."""
    for path in sorted((ROOT / "flowdesigner").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in SAYING:
                texts = [each.value for each in call.args[:2] if isinstance(each, ast.Constant)]
                if len(texts) == 2:
                    yield re.sub(r"\(&\w\)|&", "", str(texts[which])).strip()
    for cls in node_types().values():
        yield (cls.zh, cls.en)[which]
        for each in parameters(cls):
            yield from ((one.zh, one.en)[which] for one in (each, *each.columns))
    yield from ("简体中文", "繁體中文", "English")


@pytest.mark.parametrize("lang", LANGS)
def test_the_small_flow_is_sound_and_goes_as_its_script_says(lang: str) -> None:
    file = GUIDE / lang / "small.flow.xml"
    compiled = compile_flow(Source(file.read_bytes(), str(file)))
    assert compiled.problems == () and compiled.release is not None
    drawn = [type(node.node).__name__ for node in compiled.release.flows["small"].nodes.values()]
    assert sorted(drawn) == ["Answer", "Hangup", "Menu", "Play", "Play", "Play", "Play"]
    cases = read_script(GUIDE / lang / "small.calls.yaml")
    played = [play_case(compiled.release, case) for case in cases]
    assert len(played) == 4 and [each.differences for each in played] == [()] * 4

"""What people read is Chinese for those who want Chinese: help, mistakes, tables, other rooms' errors."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from rich.cells import cell_len

from callwright.catalogue import CATALOGUE, in_chinese
from callwright.cli import COMMANDS, cli
from tests.callwright.conftest import Run

ROOT = Path(__file__).parents[2]
CHINESE = re.compile("[\u4e00-\u9fff]")
SUBCOMMANDS = [
    (group, name)
    for group, names in {
        "line": "add set show list remove",
        "tenant": "add set list remove",
        "calendar": "add set show list remove import",
        "list": "add remove show list import export",
        "sounds": "build list say",
    }.items()
    for name in names.split()
]
ALL = [(name,) for name in COMMANDS] + SUBCOMMANDS

SPEAKING = ["engine/store/*.py", "dialplan/*.py", "sounds/*.py", "sounds/engines/*.py", "simulator/steps.py"]
"""Files whose errors reach a person word for word."""
ERRORS = (
    "Error",
    "BadLine",
    "Unknown",
    "Refused",
    "Conflict",
    "Tie",
    "Unreachable",
    "NotCreated",
    "NotOurs",
    "Older",
    "Newer",
    "BadUrl",
)


def told(run: Run, *arguments: str) -> str:
    """Everything that a command said in Chinese."""
    ran = run("--lang", "zh", *arguments)
    return ran.out + ran.err


@pytest.mark.parametrize("command", ALL, ids=" ".join)
def test_every_line_of_help_is_chinese_or_an_example(run: Run, command: tuple[str, ...]) -> None:
    for line in told(run, *command, "--help").splitlines():
        bare = line.strip()
        example = bare.startswith(("callwright ", "fs_cli", "cd "))
        fields = re.fullmatch(r"[a-z_, ]+", bare)
        assert not bare or example or fields or CHINESE.search(bare), line
        assert cell_len(line) <= 100, line


@pytest.mark.parametrize("command", ALL, ids=" ".join)
def test_every_help_has_an_example_of_itself(run: Run, command: tuple[str, ...]) -> None:
    for arguments in ((), ("--lang", "zh")):
        text = run(*arguments, *command, "--help").out
        assert f"\n  callwright {' '.join(command)}" in text


def examples() -> Iterator[str]:
    """The command lines that the help shows."""
    for command in ALL:
        found: click.Command | None = cli
        context = click.Context(cli)
        for name in command:
            assert isinstance(found, click.Group)
            found = found.get_command(context, name)
        assert found is not None and found.help is not None
        yield from re.findall(r"^ +(callwright .*)$", found.help, re.MULTILINE)


@pytest.mark.parametrize("example", sorted(set(examples())))
def test_an_example_is_a_command_line_that_is_understood(example: str) -> None:
    """Parsed, not run: options and arguments are those that there are."""
    words = re.findall(r'"[^"]*"|\S+', re.split(r"  +| [|>] ", example)[0])[1:]
    words = [word.strip('"') for word in words]
    command: click.Command = cli
    context = click.Context(cli, info_name="callwright")
    while isinstance(command, click.Group):
        found = command.get_command(context, words.pop(0))
        assert found is not None
        command = found
    assert command.make_context("callwright", words) is not None


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("chek",),
        ("check",),
        ("check", "--frobnicate", "x"),
        ("check", "--lang", "zh", "x"),
        ("compile", "x"),
        ("serve", "--calls", "many"),
        ("serve", "--calls", "0"),
        ("line", "ad"),
        ("line", "list", "more"),
        ("simulate", "x", "--keys"),
        ("doctor", "--json=1"),
    ],
)
def test_a_mistake_on_the_command_line_is_told_in_chinese(run: Run, arguments: tuple[str, ...]) -> None:
    lines = told(run, *arguments).splitlines()
    assert any(line.startswith("错误：") for line in lines)
    english = [line for line in lines if not CHINESE.search(line)]
    assert english == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("simulate", "no-such-flow", "--keys", "1"),
        ("simulate", "poll", "--keys", "x y"),
        ("simulate", "poll", "--keys", "1", "--set", "a=1"),
        ("simulate", "poll", "--keys", "1", "--now", "late"),
        ("simulate", "poll", "--script", "no-such-file"),
        ("simulate", "poll", "--keys", "1", "--script", "flows/demo.calls.yaml"),
        ("check", "flows/demo.calls.yaml"),
        ("dialplan", "--engine", "nonsense"),
        ("dialplan", "-o", "no-such-folder/file"),
        ("new", "a b"),
        ("line", "add", "12 34", "poll"),
        ("line", "remove", "999"),
        ("line", "add", "999", "poll", "--route", "whenever"),
        ("line", "add", "999", "poll", "--route", "calendar nowhere is open -> poll"),
        ("line", "add", "999", "poll", "--route", "calendar office is ajar -> poll"),
        ("line", "add", "999", "poll", "--route", "list nobody -> poll"),
        ("line", "add", "999", "poll", "--tenant", "nobody"),
        ("line", "add", "999", "poll", "--zone", "Nowhere"),
        ("line", "show", "999"),
        ("line", "set", "999", "--most", "3"),
        ("tenant", "remove", "nobody"),
        ("tenant", "add", "a b"),
        ("calendar", "add", "x", "--day", "2026-10-01 like funday"),
        ("calendar", "add", "x", "--day", "soon closed"),
        ("calendar", "add", "x", "--hours", "monday 9-8"),
        ("calendar", "show", "x"),
        ("calendar", "import", "no-such-file"),
        ("list", "add", "x", "1.2"),
        ("list", "show", "x"),
        ("list", "remove", "x", "1"),
        ("list", "import", "x", "no-such-file"),
        ("--config", "no-such-file", "line", "list"),
    ],
)
def test_what_goes_wrong_is_told_in_chinese(run: Run, project: Path, arguments: tuple[str, ...]) -> None:
    lines = told(run, *arguments).splitlines()
    assert [line for line in lines if line.startswith("错误：") and CHINESE.search(line[3:])]
    assert [line for line in lines if line.startswith("解决：")]


def test_tables_have_chinese_headings(run: Run, project: Path) -> None:
    for command in (["line", "list"], ["sounds", "list"], ["history"], ["calls"], ["status"]):
        assert CHINESE.search(told(run, *command).splitlines()[1])


def template(node: ast.expr) -> str:
    """A message of the source with `{}` for what changes; empty if it is no message."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value.replace("{}", "{{}}")
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return ""


def raised() -> Iterator[tuple[str, str]]:
    """File and message of every error that is raised in the rooms that speak English alone."""
    for path in (path for pattern in SPEAKING for path in sorted(ROOT.glob(pattern))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                name = getattr(node.exc.func, "id", "")
                if name.endswith(ERRORS) and not name.startswith("Connection"):
                    for message in filter(None, map(template, node.exc.args)):
                        yield str(path.relative_to(ROOT)), message


def unchanged(message: str) -> bool:
    """Whether a message of several words stays as it is."""
    filled = message.replace("{}", "x")
    return " " in filled and in_chinese(filled) == filled


def test_every_error_of_another_room_is_known_in_chinese() -> None:
    found = list(raised())
    assert len(found) > 50
    unknown = {(path, message) for path, message in found if message not in CATALOGUE and unchanged(message)}
    assert unknown == set(), "give it a Chinese sentence in callwright/catalogue.py"


@pytest.mark.parametrize("english", sorted(CATALOGUE))
def test_the_chinese_holds_all_that_changes(english: str) -> None:
    count = english.replace("{{}}", "").count("{}")
    assert CATALOGUE[english].replace("{{}}", "").count("{}") == count


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("public/12345 is a line already (poll)", "public/12345 已经是线路（poll）"),
        (
            "kokoro: numpy, onnxruntime missing: install the extra: pip install 'callwright[speech]'; "
            "espeak failed 3 times in a row: or record the sentence",
            "kokoro：缺少 numpy, onnxruntime：安装附加部分：pip install 'callwright[speech]'；"
            "espeak 连续失败 3 次：或为这句话录音",
        ),
        ("no sentence of ours", "no sentence of ours"),
        ("写成 &lt; 和 &amp;。", "写成 &lt; 和 &amp;。"),
    ],
)
def test_sentences_that_were_joined_are_told_one_by_one(english: str, chinese: str) -> None:
    assert in_chinese(english) == chinese

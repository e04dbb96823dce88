"""What commands print: JSON with the fields that their help names; streams narrow, full or closed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import click
import pytest

from callwright import output
from callwright.cli import COMMANDS, cli
from tests.callwright.conftest import Run

FLOW = "hotline-12345"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes and devices")


def fields(*names: str) -> tuple[str, ...]:
    """The fields of --json that the help of a command names."""
    command: click.Command | None = cli
    for name in names:
        assert isinstance(command, click.Group)
        command = command.get_command(click.Context(cli), name)
    return tuple(getattr(command, "fields", ()))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the published project is kept, once the first test has made it."""
    return tmp_path_factory.mktemp("kept") / "project"


@pytest.fixture
def live(run: Run, project: Path, kept: Path) -> Path:
    """A project with a published flow on a line."""
    pytest.importorskip("soundfile")
    if kept.exists():
        shutil.copytree(kept, project, dirs_exist_ok=True)
        return project
    assert run("publish", FLOW, "--force", "--yes").status == 0
    assert run("line", "add", "12345", FLOW).status == 0
    shutil.copytree(project, kept)
    return project


@pytest.mark.parametrize(
    "names",
    [
        ("doctor", "--no-switch"),
        ("line", "list"),
        ("status",),
        ("history",),
        ("rollback", FLOW),
        ("publish", FLOW),
    ],
    ids=" ".join,
)
def test_json_has_the_fields_that_the_help_names(run: Run, live: Path, names: Sequence[str]) -> None:
    if names[0] == "rollback":
        flow = Path(f"flows/{FLOW}.flow.xml")
        flow.write_text(flow.read_text(encoding="utf-8").replace("再见", "下次再见", 1), encoding="utf-8")
        assert run("publish", FLOW, "--force", "--yes").status == 0
    document = json.loads(run(*names, "--json").out)
    rows = document if isinstance(document, list) else [document]
    words = [name for name in names if name in COMMANDS or name == "list"]
    assert rows
    assert {tuple(sorted(row)) for row in rows} == {tuple(sorted(fields(*words)))}


def test_compile_and_sounds_print_the_fields_of_their_help(run: Run, live: Path) -> None:
    compiled = json.loads(run("compile", FLOW, "-o", "release", "--json").out)
    assert tuple(sorted(compiled)) == tuple(sorted(fields("compile")))
    assert json.loads(run("sounds", "list", "--json").out) == []


def test_every_command_with_json_names_its_fields() -> None:
    journals = {"simulate", "trace"}
    silent = []
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        several = list(command.commands.values()) if isinstance(command, click.Group) else [command]
        for one in several:
            takes = any("--json" in parameter.opts for parameter in one.params)
            if takes and name not in journals and not getattr(one, "fields", ()):
                silent.append(one.name)
    assert silent == []


def callwright(
    arguments: Sequence[str], *, after: str = "", environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, by way of a shell that adds `after`."""
    program = f"{sys.executable} -c 'from callwright.cli import main; main()' {' '.join(arguments)} {after}"
    root = str(Path(__file__).parents[2])
    plain = {"PATH": "/usr/bin:/bin", "PYTHONPATH": root, "LC_ALL": "C.UTF-8", **(environment or {})}
    return subprocess.run(
        ["/bin/sh", "-c", program], capture_output=True, text=True, check=False, timeout=60, env=plain
    )


@POSIX
@pytest.mark.parametrize(
    "arguments", [["--help"], ["simulate", FLOW, "--keys", "1"], ["check", "flows", "--json"]]
)
def test_a_reader_that_goes_away_is_no_fault(project: Path, arguments: list[str]) -> None:
    ran = callwright(arguments, after="| true")
    assert ran.stderr == ""


@POSIX
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("arguments", [["--help"], ["sounds", "list"], ["simulate", "poll", "--keys", "1"]])
def test_a_full_disk_under_the_output_is_the_outside_world(project: Path, arguments: list[str]) -> None:
    ran = callwright(arguments, after="> /dev/full")
    assert ran.returncode == 3
    assert "error: the output cannot be written: " in ran.stderr
    assert "cure: " in ran.stderr
    assert "Traceback" not in ran.stderr


@POSIX
def test_a_stream_that_cannot_hold_chinese_is_no_fault(project: Path) -> None:
    narrow = {"PYTHONIOENCODING": "ascii"}
    assert callwright(["simulate", "poll", "--keys", "1"], environment=narrow).returncode == 0
    assert callwright(["tenant", "add", "taxes"], environment=narrow).returncode == 0
    assert callwright(["--lang", "zh", "tenant", "list"], environment=narrow).returncode == 0
    ran = callwright(["simulate", "poll", "--keys", "1", "--json"], environment=narrow)
    heard = [json.loads(line) for line in ran.stdout.splitlines() if '"heard"' in line]
    assert "感谢您参与调查" in heard[0]["text"]


@POSIX
def test_no_home_no_user_no_locale(project: Path, tmp_path: Path) -> None:
    bare = {"LC_ALL": "C", "XDG_CACHE_HOME": str(tmp_path)}
    assert callwright(["simulate", "poll", "--keys", "1"], environment=bare).returncode == 0
    assert callwright(["tenant", "add", "taxes"], environment=bare).returncode == 0
    assert callwright(["tenant", "list"], environment=bare).returncode == 0


def test_help_loads_no_command_and_light_commands_load_no_heavy_package(project: Path) -> None:
    heavy = ["numpy", "gevent", "greenswitch", "sqlalchemy", "alembic", "httpx", "PySide6", "soundfile"]
    code = (
        "import sys; from callwright.cli import main\n"
        "try: main(sys.argv[1:])\nexcept SystemExit: pass\n"
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    for arguments in (["--help"], ["check", "flows"], ["simulate", "agent", "--keys", "!"]):
        ran = subprocess.run(
            [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False, timeout=60
        )
        loaded = ran.stderr.splitlines()[-1]
        wanted = "['sqlalchemy']" if arguments[0] == "simulate" else "[]"
        assert loaded in ("[]", wanted), arguments


LONG = "a-flow-with-a-name-of-forty-characters-or"


@pytest.mark.parametrize("terminal", [False, True])
def test_a_table_cuts_no_name(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch, terminal: bool
) -> None:
    monkeypatch.setattr(output, "at_terminal", lambda: terminal)
    run("line", "add", "12345", LONG, "--name", "[bold]市民服务热线受理中心的主要号码")
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setattr(output.out, "_width", 60)
    shown = run("line", "list").out
    cells = [line.split("│") for line in shown.splitlines() if line.startswith("│")]
    columns = ["".join(part.strip() for part in column) for column in zip(*cells, strict=True)]
    assert (columns[3], columns[7]) == (LONG, "[bold]市民服务热线受理中心的主要号码")
    assert (len(cells) > 1) is terminal
    assert "…" not in shown

"""What somebody meets who uses Callwright for the first time and does things wrong."""

from __future__ import annotations

import shutil
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from subprocess import run as process
from typing import Any

import pytest

from callwright import checkup, extras, prompts, speaking
from callwright.cli import COMMANDS, main
from callwright.settings import Settings, load
from simulator.speech import SimSpeech
from sounds.phrases import Phrase
from sounds.report import BuildReport
from tests.callwright.conftest import Run

ROOT = Path(__file__).parents[2]
MAIN = Path("flows/hotline-12345.flow.xml")


def edit(old: str, new: str, file: Path = MAIN) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("arguments", [(), ("--lang", "zh"), ("--help",)])
def test_without_a_command_the_first_five_minutes_are_shown(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert ran.status == 0
    for command in ("demo", "new my-hotline", "check flows", "simulate hotline-12345"):
        assert f"callwright {command}" in ran.out


@pytest.mark.parametrize("option", ["--lang", "--config", "--debug"])
def test_an_option_behind_the_command_is_told_where_it_goes(run: Run, option: str) -> None:
    ran = run("check", option, "zh", "x")
    assert ran.status == 2
    assert f"{option} goes before the command: callwright {option}" in ran.err


@pytest.mark.parametrize(
    ("name", "word"), [("pol", "is 'poll' meant?"), ("nothing", "there are: "), ("flows", "there are: ")]
)
@pytest.mark.parametrize("command", [("simulate", "--keys", "1"), ("compile", "-o", "x"), ("publish",)])
def test_a_flow_that_is_not_there_is_answered_with_those_that_are(
    run: Run, project: Path, command: tuple[str, ...], name: str, word: str
) -> None:
    ran = run(command[0], name, *command[1:])
    assert ran.status == 1
    assert word in ran.err and "complaint-state" in ran.err


def test_a_call_script_is_no_flow(run: Run, project: Path) -> None:
    ran = run("check", "flows/demo.calls.yaml")
    assert ran.status == 2
    assert "callwright simulate FLOW --script flows/demo.calls.yaml" in ran.err


@pytest.mark.parametrize("command", ["publish", "simulate"])
def test_a_flow_with_errors_is_refused_with_the_cures(run: Run, project: Path, command: str) -> None:
    edit('<exit on="no_input" to="goodbye"/>', '<exit on="no_input" to="nowhere"/>')
    ran = run(command, "hotline-12345")
    assert ran.status == 1
    assert "CW402" in ran.err and "cure: Lead it to a node that exists." in ran.err


def test_an_input_that_the_flow_has_not_is_misuse(run: Run, project: Path) -> None:
    ran = run("simulate", "poll", "--keys", "1", "--set", "a=1")
    assert ran.status == 2
    assert "poll has no such input variable" in ran.err and "cure: " in ran.err


def test_a_call_that_failed_is_bad_and_says_where(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit('[calendars.office]\nzone = "Asia/Shanghai"', "[calendars.other]", Path("callwright.toml"))
    text = Path("callwright.toml").read_text(encoding="utf-8")
    Path("callwright.toml").write_text(text.replace("calendars.office", "calendars.other"), encoding="utf-8")
    ran = run("simulate", "hotline-12345", "--keys", "!")
    assert ran.status == 1
    assert "office" in ran.err


def test_a_call_at_a_terminal_ends_in_one_line_about_it(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("simulate", "poll", "--keys", "1 5").err == ""
    monkeypatch.setattr("callwright.ringing.at_terminal", lambda: True)
    assert "prompts: 3, result: done" in run("simulate", "poll", "--keys", "1 5").err
    assert run("simulate", "poll", "--keys", "1 5", "--json").err == ""


@pytest.mark.parametrize("broken", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_project_that_could_not_be_made_leaves_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: BaseException
) -> None:
    monkeypatch.chdir(tmp_path)

    def fail(*_: object, **__: object) -> None:
        raise broken

    monkeypatch.setattr("callwright.samples.make_database", fail)
    ran = run("new", "mine")
    assert ran.status == (3 if isinstance(broken, OSError) else 130)
    assert list(tmp_path.iterdir()) == []


def test_a_copy_that_fails_says_why(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(shutil, "copytree", _fails)
    ran = run("new", "mine")
    assert ran.status == 3
    assert "No space left" in ran.err and "None" not in ran.err


def _fails(*_: object, **__: object) -> None:
    raise shutil.Error([("from", "to", "No space left on device")])


def test_a_name_with_blanks_is_refused_and_a_chinese_folder_is_not(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "我的 项目"
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert run("new", "a b").status == 2
    assert run("new", "热线").status == 0
    monkeypatch.chdir(folder / "热线")
    assert run("check", "flows").status == 0
    assert run("simulate", "hotline-12345", "--keys", "!").status == 0
    assert run("line", "add", "12345", "hotline-12345").status == 0


def test_a_file_is_written_whole_or_not_at_all(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("plan.xml").write_text("before", encoding="utf-8")

    def full(self: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_bytes", full)
    ran = run("dialplan", "-o", "plan.xml")
    assert ran.status == 3
    assert Path("plan.xml").read_text(encoding="utf-8") == "before"
    assert not Path("plan.xml.part").exists()


def test_removing_a_line_says_so(run: Run, project: Path) -> None:
    run("line", "add", "12345", "poll")
    assert "public/12345 is removed" in run("line", "remove", "12345").err


def no_package(*names: str) -> Any:
    """A find_spec for a machine without `names`."""
    from importlib.util import find_spec

    return lambda name: None if name in names else find_spec(name)


def test_without_the_sound_packages_publish_names_the_extra_once(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def build(phrases: list[Phrase], settings: Settings) -> BuildReport:
        return BuildReport(
            (), (), tuple((phrase, "the package soundfile is missing") for phrase in phrases), ()
        )

    monkeypatch.setattr("callwright.publishing.perform.build_sounds", build)
    monkeypatch.setattr(prompts, "find_spec", no_package("soundfile"))
    ran = run("publish", "hotline-12345", "--yes")
    assert ran.status == 2
    assert "cure: pip install 'callwright[live]'" in ran.err
    assert "117 failed" in ran.err
    assert len(ran.err.splitlines()) == 5


def test_what_failed_for_one_reason_is_told_once(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def build(phrases: list[Phrase], settings: Settings) -> BuildReport:
        return BuildReport(
            (), (), tuple((phrase, "gtts cannot speak (no network)") for phrase in phrases), ()
        )

    monkeypatch.setattr("callwright.publishing.perform.build_sounds", build)
    monkeypatch.setattr(prompts, "find_spec", no_package())
    ran = run("publish", "hotline-12345", "--yes")
    assert ran.status == 1
    assert ran.err.count("gtts cannot speak") == 1
    assert "and 112 more" in ran.err
    assert "gtts 无法合成" in run("--lang", "zh", "publish", "hotline-12345", "--yes").err


def test_without_the_sound_packages_the_phone_shows_words(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speaking, "find_spec", no_package("numpy"))
    assert isinstance(speaking.speech_of(load()), SimSpeech)
    assert {"numpy", "soundfile"} == set(extras.WAVE)


def test_doctor_goes_on_where_the_live_extra_is_missing(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "callwright.checkup_switch", None)
    monkeypatch.setattr(
        checkup, "missing", lambda error, what: extras.missing(ModuleNotFoundError(name="gevent"), what)
    )
    findings = {finding.what: finding for finding in checkup.examine(load())}
    assert findings["store"].state == "poor"
    assert findings["switch"].state == "poor"
    assert "callwright[live]" in findings["switch"].cure


def test_doctor_names_each_language_once(project: Path) -> None:
    spoken = [
        finding.what for finding in checkup.examine(load(), switch=False) if finding.what.startswith("speech")
    ]
    assert spoken == ["speech en", "speech zh"]


def test_ctrl_c_is_a_status_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("callwright.commands.check.flow_files", stopped)
    with pytest.raises(SystemExit) as ended:
        main(["check", "x"])
    assert ended.value.code == 130


def test_every_file_that_is_no_code_is_in_the_wheel() -> None:
    """Each data file of a package that version control keeps fits a pattern of package-data."""
    listed = process(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("NO CHECKOUT: version control is asked which files there are")
    data: dict[str, list[str]] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "setuptools"
    ]["package-data"]
    rooms = ["callwright", "dialplan", "engine", "flowdesigner", "flows", "nodes", "simulator", "sounds"]
    files = [Path(name) for name in listed.stdout.split("\0") if name]
    kept = [file for file in files if file.parts and file.parts[0] in rooms and file.suffix != ".py"]
    assert len(kept) > 30
    left = [file for file in kept if not _ships(file, data.get(file.parts[0], []))]
    assert left == []


def _ships(file: Path, patterns: list[str]) -> bool:
    inside = "/".join(file.parts[1:])
    hidden = file.name.startswith(".")
    return any(
        fnmatch(inside, pattern.replace("**/*", "*").replace("**/", "*"))
        for pattern in patterns
        if not hidden or Path(pattern).name.startswith(".")
    )


def test_every_extra_that_is_named_brings_its_packages() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    offered: dict[str, list[str]] = project["optional-dependencies"]
    for extra, packages in extras.EXTRAS.items():
        brought = [requirement.lower().replace("-", "_") for requirement in offered[extra]]
        for package in packages:
            assert any(one.startswith(package.lower()) for one in brought), f"[{extra}] lacks {package}"


def test_the_readme_names_every_command() -> None:
    table = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Commands")[2]
    lacking = [name for name in COMMANDS if f"`{name} " not in table and f"`{name}`" not in table]
    assert lacking == []

"""What `simulate` keeps of a call, the worker as a process, and that a plain call loads nothing heavy."""

from __future__ import annotations

import json
import subprocess
import sys
import wave
from pathlib import Path

import pytest

from callwright import phone
from tests.callwright.conftest import Run

MAIN = "hotline-12345"


def test_a_call_is_kept_as_a_script_that_passes(run: Run, project: Path) -> None:
    ran = run("simulate", MAIN, "--keys", "2 5 1 5 #", "--record", "new.calls.yaml")
    assert (ran.status, ran.err.strip()) == (0, "written: new.calls.yaml")
    assert "given:" in Path("new.calls.yaml").read_text(encoding="utf-8")
    again = run("simulate", MAIN, "--script", "new.calls.yaml")
    assert (again.status, again.err.strip()) == (0, "1 passed, 0 failed")
    assert again.out.splitlines()[2:] == [
        line.replace("call=simulated ", "").replace("simulated:", "simulated-1:")
        for line in ran.out.splitlines()[1:]
    ]


def test_nothing_is_written_over(run: Run, project: Path) -> None:
    Path("x.wav").write_bytes(b"mine")
    for option in ("--record", "--audio"):
        ran = run("simulate", MAIN, "--keys", "!", option, "x.wav")
        assert ran.status == 2 and "is there already" in ran.err
    assert Path("x.wav").read_bytes() == b"mine"


@pytest.mark.parametrize("option", ["--record", "--audio"])
def test_a_folder_that_is_not_there_is_told_before_the_call(run: Run, project: Path, option: str) -> None:
    ran = run("simulate", MAIN, "--keys", "!", option, "nowhere/x")
    assert (ran.status, ran.out) == (2, "")
    assert f"{option} nowhere/x: there is no such folder" in ran.err
    assert "cure: make the folder first" in ran.err


def test_every_case_of_a_script_is_kept(run: Run, project: Path) -> None:
    script = "flows/hotline-12345.poll.calls.yaml"
    assert run("simulate", MAIN, "--script", script, "--record", "again.calls.yaml").status == 0
    first, again = (run("simulate", MAIN, "--script", file).err for file in (script, "again.calls.yaml"))
    assert first == again and "0 failed" in again


def test_masked_keys_are_said(run: Run, project: Path) -> None:
    keys = "2 3 20260105000125# 13800138000#"
    ran = run("simulate", MAIN, "--keys", keys, "--record", "masked.calls.yaml")
    assert "keys are masked" in ran.err
    text = Path("masked.calls.yaml").read_text(encoding="utf-8")
    assert "masked keys: write the right ones" in text and "13800138000#" not in text


@pytest.mark.parametrize("arguments", [("--keys", "2 5 1 5 #"), ("--keys", "!"), ("--keys", "9 >!")])
def test_the_sound_of_a_call_is_as_long_as_the_call(
    run: Run, project: Path, arguments: tuple[str, str]
) -> None:
    pytest.importorskip("soundfile", reason="NO SOUNDFILE: the extra [speech] is not installed")
    ran = run("simulate", MAIN, *arguments, "--audio", "call.wav", "--json")
    seconds = json.loads(ran.out.splitlines()[-1])["seconds"]
    with wave.open("call.wav") as sound:
        assert (sound.getframerate(), sound.getsampwidth(), sound.getnchannels()) == (8000, 2, 1)
        assert abs(sound.getnframes() / 8000 - seconds) <= 0.02
        assert any(sound.readframes(8000 * 3))
    assert "written: call.wav" in ran.err and "no sound" not in ran.err


def test_texts_without_a_sound_are_named(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("soundfile", reason="NO SOUNDFILE: the extra [speech] is not installed")
    monkeypatch.setattr("sounds.speaker.Speaker.file", lambda *_: None)
    flow = Path("flows/poll.flow.xml")
    flow.write_text(flow.read_text(encoding="utf-8").replace("第一题", "第一千题"), encoding="utf-8")
    ran = run("simulate", "poll", "--keys", "", "--audio", "call.wav")
    assert ran.status == 0
    assert "texts have no sound" in ran.err and "第一千题" in ran.err
    with wave.open("call.wav") as sound:
        assert sound.getnframes() > 8000 * 5


def test_the_sound_of_one_case_only(run: Run, project: Path) -> None:
    ran = run("simulate", MAIN, "--script", "flows/hotline-12345.poll.calls.yaml", "--audio", "x.wav")
    assert ran.status == 2 and "--case" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("--worker", "--keys", "1"),
        ("--worker", "--record", "x"),
        ("--worker", "--audio", "x"),
        ("--worker", "--json"),
        ("--keys", "1", "--speed", "2"),
        ("--keys", "1", "--play"),
        ("--json",),
        ("--case", "x"),
        ("--speed", "-1"),
    ],
)
def test_options_that_make_no_sense_together(run: Run, project: Path, arguments: tuple[str, ...]) -> None:
    assert run("simulate", MAIN, *arguments).status == 2


def test_by_hand_without_a_terminal(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("2\n5\n!\n"))
    ran = run("simulate", MAIN, "--record", "mine.calls.yaml")
    assert "A line is a group of keys" in ran.out and "[5]" in ran.out
    assert ran.out.splitlines()[-1] == "result: hung_up"
    assert run("simulate", MAIN, "--script", "mine.calls.yaml").status == 0


@pytest.mark.parametrize(("term", "screen"), [("xterm-256color", True), ("dumb", False), ("", False)])
def test_a_screen_needs_a_terminal_that_has_one(
    monkeypatch: pytest.MonkeyPatch, term: str, screen: bool
) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(f"sys.{name}", Terminal())
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("TERM", term)
    assert phone.has_screen() is screen


def worker(project: Path, lines: list[object]) -> tuple[int, list[dict[str, object]]]:
    """The exit status of a worker process and the lines that it wrote; its input ends after `lines`."""
    ran = subprocess.run(
        [sys.executable, "-P", "-c", "from callwright.cli import main; main()", "simulate", MAIN, "--worker"],
        cwd=project,
        input="".join(json.dumps(line) + "\n" for line in lines).encode(),
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert ran.stderr == b"", ran.stderr.decode()
    return ran.returncode, [json.loads(line) for line in ran.stdout.splitlines()]


def test_the_worker_is_a_process_that_ends_with_its_input(project: Path) -> None:
    status, lines = worker(project, [{"do": "dance", "id": 1}, {"do": "look", "id": 2}])
    assert status == 0
    assert lines[0]["event"] == "hello" and lines[0]["flow"] == MAIN
    answers = {line["id"]: line["event"] for line in lines if "id" in line}
    assert answers[1] == "refused"


def test_problems_of_the_flow_are_lines(project: Path) -> None:
    file = project / "flows" / "poll.flow.xml"
    file.write_text(file.read_text(encoding="utf-8").replace(' to="', ' to="no_'), encoding="utf-8")
    status, lines = worker(project, [])
    assert status == 1
    assert [line["event"] for line in lines] == ["problems"]
    problems = lines[0]["problems"]
    assert isinstance(problems, list) and problems[0]["code"].startswith("CW")


LIGHT = """
import sys
from callwright.cli import main
try:
    main(["simulate", "hotline-12345", "--keys", "!", "--record", "r.calls.yaml"])
except SystemExit:
    pass
heavy = {"numpy", "soundfile", "textual", "gevent", "PySide6", "httpx"}
print(sorted(heavy & set(sys.modules)), file=sys.stderr)
"""


def test_a_plain_call_loads_no_screen_and_no_sound(project: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-P", "-c", LIGHT],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.stderr.splitlines()[-1] == "[]", ran.stderr


@pytest.mark.parametrize("arguments", [("--keys", "!", "--audio", "x.wav"), ("--worker", "--play")])
def test_without_the_sound_packages_the_extra_is_named(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setattr("callwright.speaking.find_spec", lambda name: None)
    ran = run("simulate", MAIN, *arguments)
    assert ran.status == 2
    assert "pip install 'callwright[" in ran.err

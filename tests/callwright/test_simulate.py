"""`simulate`, `new` and `demo`: the newcomer's first five minutes."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.callwright.conftest import Run

MAIN = "flows/hotline-12345.flow.xml"


def test_keys_give_a_transcript_that_ends_in_the_result(run: Run, project: Path) -> None:
    ran = run("simulate", MAIN, "--keys", "2 5 1 5 #")
    assert ran.status == 0
    assert ran.out.splitlines()[-1] == "result: completed"
    assert "heard" in ran.out


def test_the_same_keys_give_the_same_bytes(run: Run, project: Path) -> None:
    first, second = (run("simulate", MAIN, "--keys", "2 4 1 2").out for _ in range(2))
    assert first == second


def test_json_is_the_journal_line_by_line(run: Run, project: Path) -> None:
    events = [json.loads(line) for line in run("simulate", MAIN, "--keys", "!", "--json").out.splitlines()]
    assert events[0]["kind"] == "call_started"
    assert events[-1]["kind"] == "call_finished"


def test_caller_and_time_are_what_the_flow_sees(run: Run, project: Path) -> None:
    ran = run("simulate", MAIN, "--keys", "!", "--caller", "110", "--now", "2026-01-18T03:00")
    assert "caller=110" in ran.out
    assert "outcome=closed" in ran.out


def test_a_simulated_call_changes_nothing_that_is_kept(run: Run, project: Path) -> None:
    before = Path("data/hotline.sqlite").read_bytes()
    assert "outcome=done" in run("simulate", MAIN, "--keys", "2 5 1 5 #").out
    assert Path("data/hotline.sqlite").read_bytes() == before


def test_a_script_passes_or_says_what_was_heard(run: Run, project: Path) -> None:
    assert run("simulate", MAIN, "--script", "flows/demo.calls.yaml").status == 0
    wrong = Path("wrong.calls.yaml")
    wrong.write_text(
        "cases:\n- name: wrong\n  steps:\n  - hear: no such words\n  - hang up\n", encoding="utf-8"
    )
    ran = run("simulate", MAIN, "--script", wrong)
    assert ran.status == 1
    assert "no such words" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("--keys", "x y"),
        ("--keys", "1", "--script", "f"),
        ("--set", "novalue", "--keys", "1"),
        ("--now", "late"),
    ],
)
def test_misuse(run: Run, project: Path, arguments: tuple[str, ...]) -> None:
    assert run("simulate", MAIN, *arguments).status == 2


def test_new_makes_a_project_that_checks_and_answers(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new", "mine").status == 0
    monkeypatch.chdir(tmp_path / "mine")
    assert run("check", "flows").status == 0
    assert run("simulate", "hotline-12345", "--keys", "!").status == 0
    assert 'name = "mine"' in Path("callwright.toml").read_text(encoding="utf-8")
    with sqlite3.connect("data/hotline.sqlite") as database:
        assert database.execute("select count(*) from sqlite_master").fetchone()[0] > 0


@pytest.mark.parametrize(("lang", "said"), [("zh", "您好，欢迎来电。"), ("en", "Hello, and welcome.")])
def test_an_empty_project_has_one_flow_that_answers_in_the_language_in_force(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()  # An empty folder is in nobody's way.
    ran = run("--lang", lang, "new", "--empty", "--json", "mine")
    assert ran.status == 0
    flow = tmp_path / "mine" / "flows" / "main.flow.xml"
    assert json.loads(ran.out) == {"folder": str(tmp_path / "mine"), "flow": str(flow)}
    monkeypatch.chdir(tmp_path / "mine")
    assert run("check", "--strict", "flows").status == 0
    assert said in run("simulate", "main", "--keys", "!").out


def test_new_writes_over_nothing(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "theirs").touch()
    for more in ((), ("--empty",)):
        ran = run("new", *more, "mine")
        assert ran.status == 2 and "not empty" in ran.err
    assert [file.name for file in (tmp_path / "mine").iterdir()] == ["theirs"]
    assert run("new", "../$(id)").status == 2


def test_the_demo_plays_a_call_with_its_sounds(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("soundfile")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    ran = run("demo", "--script")
    assert ran.status == 0
    assert ran.out.splitlines()[-1] == "result: completed"
    files = [Path(line.split()[-1]) for line in ran.out.splitlines() if line.split()[:1] == ["sound"]]
    assert len(files) > 5 and all(file.stat().st_size > 1000 for file in files)


def test_every_command_names_a_release_alike(run: Run, project: Path) -> None:
    planned = json.loads(run("publish", "poll", "--dry-run", "--json").out)["release"]
    started = json.loads(run("simulate", "poll", "--keys", "!", "--json").out.splitlines()[0])
    packed = json.loads(run("compile", "poll", "-o", "poll.release", "--json").out)
    assert (started["release"], packed["digest"]) == (planned, planned)

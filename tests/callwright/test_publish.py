"""`publish`, `line`, `sounds`, `dialplan`, `doctor`: from a flow to a line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.callwright.conftest import Run

pytest.importorskip("soundfile")


def test_a_published_flow_answers_on_its_line(run: Run, project: Path) -> None:
    words = ("publish", "hotline-12345", "-m", "first", "--as", "ann", "--yes", "--json")
    published = json.loads(run(*words).out)
    assert published["before"] == ""
    assert published["published"] is True
    assert published["cases"] == {"passed": 95, "failed": []}
    assert run("line", "add", "12345", "hotline-12345").status == 0
    (line,) = json.loads(run("line", "list", "--json").out)
    assert (line["number"], line["context"], line["release"]) == ("12345", "public", published["release"])


def test_publishing_again_without_a_change_changes_nothing(run: Run, project: Path) -> None:
    first, second = (json.loads(run("publish", "hotline-12345", "--yes", "--json").out) for _ in range(2))
    assert second["before"] == first["release"] == second["release"]
    assert second["published"] is False
    assert len(json.loads(run("history", "--json").out)) == 1


def test_a_flow_with_errors_is_not_published(run: Run, project: Path) -> None:
    flow = Path("flows/poll.flow.xml")
    flow.write_text(
        flow.read_text(encoding="utf-8").replace('type="play"', 'type="paly"', 1), encoding="utf-8"
    )
    assert run("publish", "hotline-12345").status == 1
    assert json.loads(run("line", "list", "--json").out) == []


def test_a_changed_sentence_changes_the_release(run: Run, project: Path) -> None:
    before = json.loads(run("publish", "hotline-12345", "--yes", "--json").out)["release"]
    flow = Path("flows/hotline-12345.flow.xml")
    flow.write_text(flow.read_text(encoding="utf-8").replace("再见", "下次再见", 1), encoding="utf-8")
    after = json.loads(run("publish", "hotline-12345", "--force", "--yes", "--json").out)["release"]
    assert after != before


@pytest.mark.parametrize("number", ["", "12 34", "${system(id)}", "1" * 99])
def test_what_is_no_number_is_no_line(run: Run, project: Path, number: str) -> None:
    assert run("line", "add", number, "hotline-12345").status == 1


def test_one_number_has_one_line(run: Run, project: Path) -> None:
    assert run("line", "add", "12345", "hotline-12345").status == 0
    ran = run("line", "add", "12345", "poll")
    assert ran.status == 1
    assert "cure: " in ran.err
    assert run("line", "remove", "12345").status == 0
    assert run("line", "add", "12345", "poll").status == 0


def test_a_store_that_cannot_be_reached_is_the_outside_world(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALLWRIGHT_STORE_URL", "nonsense")
    ran = run("line", "list")
    assert ran.status == 3
    assert "Traceback" not in ran.err


def test_the_dialplan_goes_where_it_says(run: Run, project: Path) -> None:
    ran = run("dialplan", "--engine", "127.0.0.1:9001", "--engine", "127.0.0.1:9002", "-o", "plan.xml")
    assert ran.status == 0
    assert "dialplan/public/00_callwright.xml" in ran.err
    assert "127.0.0.1:9001|127.0.0.1:9002 async full" in Path("plan.xml").read_text(encoding="utf-8")


def test_sounds_of_the_sample_are_all_there(run: Run, project: Path) -> None:
    ran = run("sounds", "build", "flows")
    assert ran.status == 0
    assert " 0 failed" in ran.err


def test_doctor_says_what_is_missing_and_the_cure(run: Run, project: Path) -> None:
    findings = {f["what"]: f for f in json.loads(run("doctor", "--no-switch", "--json").out)}
    assert findings["flows"]["state"] == "good"
    assert findings["live.key"]["state"] == "poor"
    Path("data/hotline.sqlite").unlink()
    ran = run("doctor", "--no-switch")
    assert ran.status == 3
    assert "hotline.sqlite" in ran.out


def test_doctor_without_a_switch(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("gevent")
    monkeypatch.setenv("CALLWRIGHT_LIVE_SWITCH", "127.0.0.1:1")
    ran = run("doctor")
    assert ran.status == 3
    assert "127.0.0.1:1" in ran.out


def test_another_voice_makes_another_release(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("compile", "hotline-12345", "-o", "one").status == 0
    monkeypatch.setenv("CALLWRIGHT_SPEECH_ZH_VOICE", "zm_yunxi")
    assert run("compile", "hotline-12345", "-o", "two").status == 0
    assert Path("one").read_bytes() != Path("two").read_bytes()


def test_a_line_may_have_languages_of_its_own(run: Run, project: Path) -> None:
    assert run("line", "add", "12345", "hotline-12345", "--language", "en", "--language", "zh-CN").status == 0
    (line,) = json.loads(run("line", "list", "--json").out)
    assert line["languages"] == ["en", "zh-CN"]


def test_how_far_it_is_for_programs(run: Run, project: Path) -> None:
    ran = run("publish", "poll", "--yes", "--json", "--progress", "json")
    lines = [json.loads(line) for line in ran.err.splitlines() if line.startswith("{")]
    assert list(dict.fromkeys(line["step"] for line in lines)) == [
        "check",
        "scripts",
        "sounds",
        "publish",
        "done",
    ]
    for step in ("scripts", "sounds"):
        told = [(line["done"], line["total"]) for line in lines if line["step"] == step]
        total = told[0][1]
        assert told[0] == (0, total) and told[-1] == (total, total)
    assert json.loads(ran.out)["published"] is True
    assert '{"step"' not in run("publish", "poll", "--yes", "--json").err

"""`explore`: findings as scripts that show them again, written cases, statuses, both languages, misuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.callwright.conftest import Run

SMALL = """<flow xmlns="urn:callwright:flow" format="1" name="small" language="en" start="main">
  <node id="main" type="menu">
    <prompt param="prompt"><say>For news, press 1. To leave, press 2.</say></prompt>
    <param name="choices">
      <row exit="news" keys="1"/>
      <row exit="leave" keys="2"/>
    </param>
    <exit on="news" to="news"/>
    <exit on="leave" to="leave"/>
    <exit on="no_input" to="bye"/>
    <exit on="no_match" to="bye"/>
  </node>
  <node id="news" type="play">
    <prompt param="prompt"><say>There is no news today.</say></prompt>
    <exit on="done" to="bye"/>
    <exit on="interrupted" to="bye"/>
  </node>
  <node id="leave" type="hangup"/>
  <node id="bye" type="hangup">
    <prompt param="prompt"><say>Goodbye.</say></prompt>
  </node>
</flow>
"""

SCRIPT = """cases:
- name: news
  steps:
  - press: 1
  - hear: no news
  expect: {path: [main.news, news.done]}
"""


@pytest.fixture
def small(project: Path) -> Path:
    """A flow that hangs up on key 2 without a word."""
    path = project / "flows" / "small.flow.xml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_a_finding_is_a_script_that_shows_it_again(run: Run, small: Path) -> None:
    ran = run("explore", "small", "--json")
    assert ran.status == 1
    document = json.loads(ran.out)
    (finding,) = document["findings"]
    assert (finding["kind"], finding["flow"], finding["node"]) == ("no_goodbye", "small", "leave")
    script = small.with_name("small.finding.calls.yaml")
    script.write_text(finding["script"], encoding="utf-8")
    assert 'press: "2"' in finding["script"]
    assert run("test", script).status == 0
    assert run("simulate", "small", "--script", script).out.splitlines()[-1] == "result: completed"


def test_people_see_findings_scripts_and_the_sum(run: Run, small: Path) -> None:
    ran = run("explore", "small")
    assert ran.status == 1
    assert "no goodbye" in ran.out and "small:leave" in ran.out
    assert '- press: "2"' in ran.out
    assert ran.out.splitlines()[-1].endswith("exits: 6/6, findings: 1")


def test_in_chinese(run: Run, small: Path) -> None:
    ran = run("--lang", "zh", "explore", "small")
    assert ran.status == 1
    assert "没有道别" in ran.out and "出口 6/6，问题 1 个" in ran.out
    assert "自动试拨" in run("--lang", "zh", "explore", "--help").out


def test_a_good_flow_has_no_finding(run: Run, small: Path) -> None:
    small.write_text(SMALL.replace('on="leave" to="leave"', 'on="leave" to="bye"'), encoding="utf-8")
    ran = run("explore", small)
    assert ran.status == 0
    assert ran.out.splitlines()[-1].endswith("exits: 6/6, findings: 0")


def test_cases_are_written_for_what_no_script_takes(run: Run, small: Path) -> None:
    small.with_name("small.calls.yaml").write_text(SCRIPT, encoding="utf-8")
    ran = run("explore", "small", "--write")
    written = small.with_name("small.explored.calls.yaml")
    text = written.read_text(encoding="utf-8")
    assert f"{written}: 4 cases written" in ran.out
    assert "main.news" not in text and "main.leave" in text and "news.interrupted" in text
    played = run("test", small, "--coverage", "--json")
    assert played.status == 0
    lines = [json.loads(line) for line in played.out.splitlines()]
    (coverage,) = (each for each in lines if each["kind"] == "coverage")
    assert coverage["exits"] == [6, 6]


def test_nothing_is_overwritten_without_force_and_the_same_is_written_again(run: Run, small: Path) -> None:
    run("explore", "small", "--write")
    written = small.with_name("small.explored.calls.yaml")
    before = written.read_bytes()
    written.write_bytes(before + b"# mine\n")
    ran = run("explore", "small", "--write")
    assert ran.status == 2
    assert "--force" in ran.err and written.read_bytes().endswith(b"# mine\n")
    run("explore", "small", "--write", "--force")
    assert written.read_bytes() == before


def test_nothing_is_written_where_scripts_take_every_exit(run: Run, small: Path) -> None:
    run("explore", "small", "--write")
    written = small.with_name("small.explored.calls.yaml")
    written.rename(small.with_name("small.calls.yaml"))
    ran = run("explore", "small", "--write")
    assert "Nothing to write" in ran.out
    assert not written.exists()


def test_the_sample_line_has_no_finding(run: Run, project: Path) -> None:
    ran = run("explore", "hotline-12345", "--calls", "150", "--seconds", "600", "--json")
    document = json.loads(ran.out)
    assert (ran.status, document["findings"], document["ended"]) == (0, [], "calls")
    assert document["exits"] == {"covered": 186, "total": 187}
    (missed,) = document["not_reached"]
    assert (missed["flow"], missed["node"], missed["exit"]) == ("complaint", "file", "duplicate")


def test_a_flow_with_errors_shows_them(run: Run, small: Path) -> None:
    small.write_text(SMALL.replace('to="bye"', 'to="nowhere"'), encoding="utf-8")
    ran = run("explore", "small")
    assert ran.status == 1
    assert "nowhere" in ran.err and "cure:" in ran.err
    assert run("explore", "smell").status == 1


@pytest.mark.parametrize(
    "arguments", [("--seconds", "0"), ("--calls", "0"), ("--silence", "-1"), ("--seed", "x"), ()]
)
def test_misuse(run: Run, small: Path, arguments: tuple[str, ...]) -> None:
    assert run("explore", *(("small", *arguments) if arguments else ())).status == 2


def test_bounds_are_told(run: Run, small: Path) -> None:
    ran = run("explore", "small", "--calls", "3")
    assert "Stopped by --calls" in ran.out

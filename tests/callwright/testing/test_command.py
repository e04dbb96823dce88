"""`callwright test` as a tester meets it."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.callwright.conftest import Run

BAD = """\
flow: poll
cases:
- name: words that nobody says
  steps:
  - hear: 没有这句
- name: a result and a path
  keys: "1 5"
  expect: {result: failed, path: [nowhere]}
- name: key <n>
  table:
  - {n: 1}
  - {n: 2}
  keys: <n> 5
  expect: {path: [ask_score]}
"""


@pytest.fixture
def bad(project: Path) -> str:
    """A script of which two cases fail."""
    (project / "flows" / "bad.calls.yaml").write_text(BAD, encoding="utf-8")
    return "flows/bad.calls.yaml"


def lines(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_every_script_of_a_project_is_played(run: Run, project: Path) -> None:
    ran = run("test")
    assert (ran.status, ran.err) == (0, "")
    told = ran.out.splitlines()
    assert told[0] == "flows/demo.calls.yaml  1 passed"
    assert len(told) == 9 and told[-1].startswith("95 passed, ")


def test_a_failure_says_what_where_and_how_it_came_there(run: Run, bad: str) -> None:
    ran = run("test", bad)
    assert ran.status == 1
    told = ran.out.splitlines()
    where = "flows/bad.calls.yaml:5: words that nobody says: "
    assert told[:4] == [
        "flows/bad.calls.yaml  2 passed, 2 failed",
        "",
        where + "the call ended before the caller could hear '没有这句'",
        "    heard: '感谢您参与调查，一共两个问题。第一题：您上次反映的问题解决了吗？解决了请按...', "
        "'您上次反映的问题，解决了请按1，没有解决请按2。', '您上次反映的问题，解决了请按1，没有解决请按2。'",
    ]
    assert told[4:6] == ["    at: poll.done, 37.7 s", "    path: solved > done"]
    assert told[7].startswith("flows/bad.calls.yaml:8: a result and a path: expected the result failed")
    assert told[8].startswith("flows/bad.calls.yaml:8: a result and a path: expected the path to go")
    assert [line[:8] for line in told[9:12]] == ["    hear", "    at: ", "    path"]
    assert told[-1].startswith("2 passed, 2 failed, ")


def test_in_chinese(run: Run, bad: str) -> None:
    ran = run("--lang", "zh", "test", bad)
    assert "来电者还没有听到“没有这句”，通话就结束了" in ran.out
    assert ran.out.splitlines()[-1].startswith("2 个通过，2 个失败，")


def test_cases_are_chosen_by_their_names(run: Run, bad: str) -> None:
    ran = run("test", bad, "-k", "key", "-v")
    assert ran.status == 0
    assert [line.split(" (")[0] for line in ran.out.splitlines()[:2]] == [
        "ok     flows/bad.calls.yaml:11: key 1",
        "ok     flows/bad.calls.yaml:12: key 2",
    ]
    none = run("test", bad, "-k", "nobody and key")
    assert (none.status, "no case fits" in none.err) == (1, True)
    assert run("test", bad, "-k", "and").status == 2


def test_the_first_failure_may_be_the_last(run: Run, bad: str) -> None:
    ran = run("test", bad, "-x")
    assert ran.out.splitlines()[-1].startswith("0 passed, 1 failed")
    assert "Stopped at the first failure." in ran.err


def test_json_lines(run: Run, bad: str) -> None:
    told = lines(run("test", bad, "--json", "--coverage").out)
    assert [line["kind"] for line in told] == ["case"] * 4 + ["coverage", "summary"]
    assert told[0]["differences"][0] == {
        "line": 5,
        "message": "the call ended before the caller could hear '没有这句'",
        "flow": "poll",
        "node": "done",
        "seconds": 37.72,
        "heard": told[0]["differences"][0]["heard"],
        "path": ["solved", "done"],
        "errors": [],
    }
    assert (told[3]["case"], told[3]["line"], told[3]["passed"], told[3]["flow"]) == (
        "key 2",
        12,
        True,
        "poll",
    )
    assert told[4]["flow"] == "poll" and told[4]["nodes"][1] == 10
    assert told[5]["passed"] == 2 and told[5]["failed"] == 2


def test_a_script_that_cannot_be_played_keeps_no_other_from_it(run: Run, bad: str) -> None:
    Path("flows/broken.calls.yaml").write_text("cases: [{name: x, steps: [{press: z}]}]", encoding="utf-8")
    flow = Path("flows/poll.flow.xml").read_text(encoding="utf-8")
    Path("flows/faulty.flow.xml").write_text(flow.replace('to="thanks"', 'to="nowhere"'), encoding="utf-8")
    Path("flows/faulty.calls.yaml").write_text("cases: [{name: x, keys: 1}]", encoding="utf-8")
    ran = run("test", bad, "flows/broken.calls.yaml", "flows/faulty.calls.yaml")
    assert ran.status == 1
    assert "flows/broken.calls.yaml:1: cases.0.steps.0.press: 'z' are no telephone keys" in ran.out
    assert "error CW402 save" in ran.out
    assert ran.out.splitlines()[-1].startswith("2 passed, 2 failed, 2 scripts could not be played")
    told = lines(run("test", "flows", "--json").out)
    assert [line["file"] for line in told if line["kind"] == "problem"] == [
        "flows/broken.calls.yaml",
        "flows/faulty.calls.yaml",
    ]


def test_what_is_prepared_for_all_cases_must_serve_one(run: Run, project: Path) -> None:
    script = Path("flows/poll.calls.yaml")
    given = "given: {database: {hotline: [{sql: FROM nowhere}]}}\n"
    script.write_text(given + "cases: [{name: x, keys: '!'}, {name: y, keys: '!'}]", encoding="utf-8")
    ran = run("test", script)
    assert ran.status == 1
    assert "flows/poll.calls.yaml:1: given: given.database.hotline: nobody asked for" in ran.out
    assert run("test", script, "-k", "x").status == 0


def test_each_case_finds_the_database_as_it_was(run: Run, project: Path) -> None:
    count = "{hotline: [{sql: SELECT count(*) AS n FROM poll_answers, rows: [{n: %s}]}]}"
    script = "cases:\n" + "".join(
        f"- name: {name}\n  keys: '{keys}'\n  expect: {{rows: {count % n}}}\n"
        for name, keys, n in (("one", "1 5", 1), ("none", "!", 0), ("again", "1 5", 1))
    )
    Path("flows/poll.calls.yaml").write_text(script, encoding="utf-8")
    ran = run("test", "flows/poll.calls.yaml")
    assert ran.status == 0, ran.out


def test_rows_may_be_given_to_a_database(run: Run, project: Path) -> None:
    rows = "{title: 停水通知, title_en: x, detail: 全天, detail_en: x, published_on: '2026-01-14'}"
    script = f"""\
cases:
- name: news
  given: {{now: 2026-01-15T10:00+08:00, rows: {{hotline: {{announcements: [{rows}]}}}}}}
  steps: [hear: 停水通知, hang up]
"""
    Path("flows/information.calls.yaml").write_text(script, encoding="utf-8")
    ran = run("test", "flows/information.calls.yaml")
    assert ran.status == 0, ran.out
    Path("flows/information.calls.yaml").write_text(
        script.replace("announcements", "nowhere"), encoding="utf-8"
    )
    ran = run("test", "flows/information.calls.yaml")
    assert "given.rows.hotline: " in ran.out and "nowhere" in ran.out


def test_coverage_can_fail_a_run(run: Run, bad: str) -> None:
    ran = run("test", bad, "-k", "key", "--fail-under", "100")
    assert ran.status == 1
    assert "100 % wanted" in ran.err
    assert "poll, never reached: " in ran.out
    assert run("test", bad, "-k", "key", "--fail-under", "10").status == 0


def test_the_page_of_coverage(run: Run, project: Path) -> None:
    assert run("test", "flows", "--html", "cov.html").status == 0
    page = html.fromstring(Path("cov.html").read_bytes())
    tabs = page.xpath("//nav/button/@data-flow")
    assert tabs[0] == "hotline-12345" and len(tabs) == 7
    assert page.xpath("//svg[@data-flow='complaint']//g[@data-node='file']/@class") == ["node partly"]
    assert "file.duplicate (exit)" in page.xpath("//div[@id='changes']//li[@class='missed']/button/text()")


def test_junit(run: Run, bad: str) -> None:
    run("test", bad, "flows/demo.calls.yaml", "--junit", "junit.xml")
    first, second = ET.parse("junit.xml").getroot()
    assert (first.get("tests"), first.get("failures"), first.get("errors")) == ("4", "2", "0")
    failure = first[0].find("failure")
    assert failure is not None and "path: solved > done" in (failure.text or "")
    assert (second.get("name"), second[0].get("line")) == ("flows/demo.calls.yaml", "10")


def test_what_the_dialplan_needs(run: Run) -> None:
    plain = ET.fromstring(run("test", "--dialplan").out)
    names = [extension.get("name") for extension in plain]
    assert "callwright-party-busy" in names and "callwright-test" not in names
    listening = ET.fromstring(run("test", "--dialplan", "--listen", "10.0.0.7:8090").out)
    assert listening[0][0][0].get("data") == "10.0.0.7:8090 async full"


def test_a_switch_that_is_not_there(run: Run, project: Path) -> None:
    pytest.importorskip("gevent", reason="NO LIVE ENGINE: pip install 'callwright[live]'")
    ran = run("test", "flows/demo.calls.yaml", "--live", "--switch", "127.0.0.1:1")
    assert ran.status == 3
    assert "127.0.0.1:1" in ran.err and "--switch" in ran.err
    assert list(Path("data/recordings").glob("test-*")) == []
    assert run("test", "--live", "--watch").status == 2


@pytest.mark.slow
def test_several_processes_tell_the_same(run: Run, bad: str) -> None:
    alone, several = (run("test", "flows", "--coverage", "--jobs", jobs) for jobs in (1, 2))
    assert alone.out.splitlines()[:-1] == several.out.splitlines()[:-1]
    assert alone.status == several.status == 1

"""Reading call scripts: everything the grammar has, and every mistake with its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from nodes.call import LineFacts
from simulator.errors import ScriptError
from simulator.given import Given
from simulator.legs import Leg
from simulator.mocks import DatabaseAnswer, HttpAnswer
from simulator.script import parse_script, read_script
from simulator.steps import PACE, REACTION, HangUp, Hear, Match, Never, Press, Say, Silence, Wait
from simulator.switch import Answer, Refusal

CHINESE = re.compile("[\u4e00-\u9fff]")

FULL = """\
about: everything that a script can say
given:
  now: 2026-01-15T10:00+08:00
  caller: 013800138000
  called: 12345
  calendars: {office: open}
  database:
    hotline:
      - {sql: from cases, rows: [{state: open, no: 0571, at: 12:30}], times: 2}
cases:
  - name: all steps
    given:
      caller: 0571
      line: {number: 12345, name: Mayor, tenant: city}
      variables: {no: 0012, tags: [1, two], vip: yes}
      calendars: {night: closed}
      numbers: {TS: 38}
      headers: {X-Case: 007}
      http:
        weather: [{path: /v1, status: 404, data: {sky: clear}}]
      legs: [{outcome: busy, target: "8001", times: 1}]
      transfers: [{target: "9000", ended: busy}]
      applications: [{name: lua, argument: x.lua, response: "1"}]
      unwritable: {/full: full}
      seed: 7
    steps:
      - hear: 欢迎
      - hear: {whole: Welcome}
      - hear: {pattern: "[0-9]+"}
      - hear: {sound: jingle}
      - never: 系统繁忙
      - press: 0012
      - press: 12 34#
        during: 请输入
        after: 0.2
        pace: 0.1
      - {press: "*", at_once: yes}
      - say: 5
      - {say: 我要投诉 the road, after: 1}
      - {say: words, seconds: 2}
      - wait: 2.5
      - silence
      - hang up
    expect: {result: hung_up, path: [main, "no"], variables: {no: 0012}}
  - name: keys
    keys: 2 1 0012#
"""


def test_every_step() -> None:
    case = parse_script(FULL, "x.calls.yaml")[0]
    assert case.steps == (
        Hear(Match("欢迎"), 27),
        Hear(Match(whole="Welcome"), 28),
        Hear(Match(pattern="[0-9]+"), 29),
        Hear(Match(sound="jingle"), 30),
        Never(Match("系统繁忙"), 31),
        Press("0012", None, REACTION, PACE, line=32),
        Press("1234#", Match("请输入"), 0.2, 0.1, line=33),
        Press("*", None, 0.0, PACE, at_once=True, line=37),
        Say(5.0, line=38),
        Say(1.5, "我要投诉 the road", 1.0, line=39),
        Say(2.0, "words", line=40),
        Wait(2.5, 41),
        Silence(42),
        HangUp(line=43),
    )
    assert (case.line, case.expect_line) == (11, 44)


def test_circumstances_are_joined_from_the_case_the_file_and_the_project() -> None:
    base = Given(values={"vip": "no", "other": "1"}, line=LineFacts("1", "base"))
    given = parse_script(FULL, "x")[0].circumstances(base)
    assert given.now.isoformat() == "2026-01-15T10:00:00+08:00"
    assert (given.facts.caller, given.facts.called, given.facts.headers) == (
        "0571",
        "12345",
        {"X-Case": "007"},
    )
    assert given.line == LineFacts("12345", "Mayor", "city")
    assert given.values == {"vip": "yes", "other": "1", "no": "0012", "tags": [1, "two"]}
    rows = [{"state": "open", "no": "0571", "at": "12:30"}]
    assert given.world.database_answers == (
        DatabaseAnswer("hotline", "from cases", rows=rows, times=2, shared=True),
    )
    assert given.world.http_answers == (HttpAnswer("weather", "/v1", status=404, data={"sky": "clear"}),)
    assert given.world.calendar_states == {"office": "open", "night": "closed"}
    assert (given.world.first_numbers, given.world.seed) == ({"TS": 38}, 7)
    assert given.legs == (Leg("busy", "8001", times=1),)
    assert given.refusals == (Refusal("9000", "busy"),)
    assert given.answers == (Answer("lua", "x.lua", response="1"),)
    assert given.unwritable == {"/full": "full"}


def test_a_case_may_be_given_as_keys() -> None:
    case = parse_script(FULL, "x")[1]
    assert [(type(step), step.line) for step in case.steps] == [(Press, 46)] * 3


HEAD = "cases:\n  - name: one\n"
STEPS = HEAD + "    steps:\n      - "

BAD = {
    "not yaml": ("cases: [", "1: not YAML"),
    "empty": ("", "1: write a name and its value in each line, as `cases:`"),
    "a list": ("- 1", "1: write a name and its value in each line, as `cases:`"),
    "a case that is a word": ("cases: [one]", "1: cases.0: write NAME: VALUE"),
    "no cases": ("about: x", "1: 'cases' is missing"),
    "no case": ("cases: []", "1: cases: List should have at least 1 item"),
    "no name": ("cases:\n  - keys: 1", "2: cases.0: 'name' is missing"),
    "unknown word": (HEAD + "    step: []", "3: cases.0.step: 'step' is not known here"),
    "unknown given": ("given:\n  time: 1\n" + HEAD, "2: given.time: 'time' is not known here"),
    "unknown step": (STEPS + "listen: x", "4: cases.0.steps.0: a step is one of: hear"),
    "two steps in one": (STEPS + "hear: x\n        press: 1", "4: cases.0.steps.0: a step is one of"),
    "a bare word": (STEPS + "wait", "4: cases.0.steps.0: a step is one of"),
    "no key": (STEPS + "press: 1x", "4: cases.0.steps.0.press: '1x' are no telephone keys"),
    "empty press": (STEPS + "press:", "4: cases.0.steps.0.press: Input should be a valid string"),
    "lost key": (STEPS + "press: 1 #", "4: what follows a blank and # is a comment"),
    "only a lost key": (STEPS + "press: #", "4: what follows a blank and # is a comment"),
    "lost group": (HEAD + "    keys: 1 # 2", "3: what follows a blank and # is a comment"),
    "bad keys": (HEAD + "    keys: 1 x", "3: 'x' is no group of keys"),
    "keys and steps": (HEAD + "    keys: 1\n    steps: [silence]", "2: cases.0: write keys or steps"),
    "two ways to hear": (STEPS + "hear: {part: a, whole: b}", "4: cases.0.steps.0.hear: say what is heard"),
    "bad pattern": (STEPS + "hear: {pattern: '('}", "4: cases.0.steps.0.hear.pattern: the pattern '('"),
    "negative wait": (STEPS + "wait: -1", "4: cases.0.steps.0.wait: Input should be greater"),
    "no zone": ("given:\n  now: 2026-01-15T10:00\n" + HEAD, "2: given.now: the time '2026-01-15T10:00'"),
    "no time": ("given:\n  now: tomorrow\n" + HEAD, "2: given.now: Input should be"),
    "bad outcome": ("given:\n  legs:\n    - outcome: asleep\n" + HEAD, "3: given.legs.0.outcome: Input"),
    "twice": (HEAD + "  - name: one", "3: the case 'one' stands in line 2 already"),
    "key twice": (HEAD + "    keys: 1\n    keys: 2", "4: 'keys' stands here twice"),
    "alias": ("given: &a {}\n" + HEAD + "    given: *a", "1: an alias (*name) is not allowed here"),
    "python": ("about: !!python/object/apply:os.system [id]\n" + HEAD, "1: about: Input should be"),
    "control": ("about: x\nx: a\x00b", "2: not YAML: the character U+0000"),
    "deep": ("about: " + "[" * 60 + "]" * 60, "1: nested deeper than 40 levels"),
    "very deep": ("about: " + "[" * 100_000, "0: nested deeper than 40 levels"),
    "large": ("about: " + "x" * 1_000_001, "0: the script is larger than 1000000 bytes"),
    "a key that is no word": ("? [1]\n: 2", "1: a key must be a word"),
    "no event": (
        HEAD + "    expect: {events: [{kind: exploded}]}",
        "3: cases.0.expect.events.0: 'exploded' is no",
    ),
    "no field": (
        HEAD + "    expect: {events: [{kind: heard, colour: red}]}",
        "3: cases.0.expect.events.0: an event",
    ),
    "no table": (HEAD + "    table: 1", "3: cases.0.table: Input should be a valid list"),
    "no rows": (HEAD + "    table: []", "3: cases.0.table: List should have at least 1 item"),
    "half a row": (
        HEAD + "    table: [{a: 1, b: 2}, {a: 1}]\n    keys: <a><b>",
        "3: the row has no value for b",
    ),
    "unused column": (HEAD + "    table: [{a: 1, b: 2}]\n    keys: <a>", "3: nothing in the case says <b>"),
    "unknown column": (
        HEAD + "    table: [{a: 1}]\n    keys: 1 <a> <b>",
        "4: the table has no column 'b': a",
    ),
    "a list in a text": (HEAD + "    table: [{a: [1]}]\n    keys: 1 <a>", "4: <a> is more than a word here"),
    "a bad row": (
        HEAD + "    table: [{a: x}]\n    steps: [{press: <a>}]",
        "4: cases.0.steps.0.press: 'x' are",
    ),
    "rows alike": (
        HEAD + "    table: [{a: 1}, {a: 1}]\n    keys: <a>",
        "3: the case 'one (a=1)' stands in line 3",
    ),
    "no date": (HEAD + "    expect: {rows: {a: [2026-13-45]}}", "3: '2026-13-45' is no value"),
}


@pytest.mark.parametrize("name", BAD)
def test_mistakes_are_shown_with_their_line(name: str) -> None:
    text, message = BAD[name]
    with pytest.raises(ScriptError) as error:
        parse_script(text, "x.calls.yaml")
    assert any(
        f"x.calls.yaml:{message}" in str(problem) or message in str(problem)
        for problem in error.value.problems
    )
    assert all(str(problem).startswith("x.calls.yaml:") for problem in error.value.problems)


def test_a_comment_after_keys_is_one() -> None:
    assert parse_script(STEPS + "press: 1 # the first", "x")[0].steps == (Press("1", line=4),)
    assert parse_script(STEPS + "press: '1 #' # 2", "x")[0].steps == (Press("1#", line=4),)


@pytest.mark.parametrize("lines", ["\n", "\r\n"])
def test_scripts_are_the_same_without_libyaml(lines: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = FULL.replace("\n", lines)
    quickly = parse_script(text, "x")
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    assert parse_script(text, "x") == quickly


@pytest.mark.parametrize("libyaml", [True, False])
def test_lost_keys_are_found_behind_any_character(libyaml: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "__with_libyaml__", libyaml and yaml.__with_libyaml__)
    with pytest.raises(ScriptError, match=r"^x:5: what follows a blank and # is a comment"):
        parse_script("about: 电话 \N{TELEPHONE RECEIVER}\n" + STEPS + "press: 1 #", "x")


def test_all_mistakes_are_shown_at_once() -> None:
    text = HEAD + "    steps:\n      - press: x\n      - wait: y\n  - name: two\n    steps: [sing]"
    with pytest.raises(ScriptError) as error:
        parse_script(text, "x")
    assert [problem.line for problem in error.value.problems] == [4, 5, 7]


def test_a_file_is_read_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "a.calls.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + HEAD.encode())
    assert read_script(file)[0].file == str(file)
    file.write_bytes(b"about: \xff\xfe")
    with pytest.raises(ScriptError, match=r"a\.calls\.yaml:0: is not UTF-8"):
        read_script(file)


def test_every_problem_is_told_in_chinese() -> None:
    untold = []
    for text, _ in BAD.values():
        with pytest.raises(ScriptError) as error:
            parse_script(text, "x")
        untold += [str(each) for each in error.value.problems if not CHINESE.search(each.text("zh"))]
    assert untold == []

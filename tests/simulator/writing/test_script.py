"""A call written as a script passes when it is played, and is the same call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from callwright.projects import flow_file, release_of
from callwright.settings import load
from callwright.simulation import given_of
from engine.events import (
    MASK,
    ApplicationRun,
    CallStarted,
    CallTransferred,
    Event,
    Heard,
    HungUp,
    KeyPressed,
    LegDialled,
    NodeEntered,
    RecordingMade,
    ServiceUsed,
)
from engine.journal import comparable
from flows.release import Release
from simulator.cases import CaseResult, play_case
from simulator.given import Given
from simulator.legs import Leg
from simulator.script import parse_script, read_script
from simulator.session import Simulation, simulate
from simulator.steps import HangUp, Match, Press, Say, Step, Wait
from simulator.writing.circumstances import Known
from simulator.writing.script import case_of, file_of, script_of
from simulator.writing.words import part_of
from tests.callwright.sample import FOLDER, made_database
from tests.simulator.desk import desk, node, release
from tests.simulator.test_session import KNOWN


def again(call: Simulation, made: Release, given: Given) -> tuple[CaseResult, str]:
    """`call` written and played, with nothing outside but what the script prepares."""
    text, notes = script_of(call.events, Known(given, call.asked, release=made), name="again")
    assert notes == ()
    (case,) = parse_script(text, "again.calls.yaml")
    return play_case(made, case, Given(world=replace(given.world, database=None, database_answers=()))), text


@pytest.mark.parametrize(
    "keys",
    [
        "",
        "!",
        ">!",
        "1 #",
        "1 -",
        "1 !",
        "1",
        ">1 -",
        "2 2026#",
        "2 2026",
        ">2 >2026#",
        "22026#",
        "2 !",
        "2 >!",
        "2 20 -",
        "2 1 2026#",
        "2 - 12345678",
        "3",
        "3 !",
        "- 9 3",
        "- - -",
        "9 9 9",
    ],
)
def test_a_written_call_passes_and_is_the_same(keys: str) -> None:
    call = simulate(desk(), keys, KNOWN)
    result, text = again(call, desk(), KNOWN)
    assert [str(difference) for difference in result.differences] == [], text
    assert comparable(result.simulation.events) == comparable(call.events)
    assert result.simulation.outcome.seconds == pytest.approx(call.outcome.seconds, abs=1.0)


@pytest.mark.parametrize(
    "steps",
    [
        [Press("3", at_once=True, after=0.0)],
        [Press("2", at_once=True, after=0.4), Press("2026#")],
        [Press("22026#", at_once=True, after=0.2, pace=0.1)],
        [Press("2", during=Match("留言"), after=3.0), Press("20"), Wait(1.0), Press("26#", at_once=True)],
        [Press("1"), Say(4.0), Press("#"), HangUp(Match("谢谢"), 0.1)],
        [Wait(7.0), HangUp()],
    ],
)
def test_keys_at_any_moment(steps: list[Step]) -> None:
    call = simulate(desk(), steps, KNOWN)
    result, text = again(call, desk(), KNOWN)
    assert [str(difference) for difference in result.differences] == [], text
    assert result.simulation.path == call.path


def test_a_key_before_anything_was_heard() -> None:
    made = release(
        node(
            "play",
            "hi",
            {"done": "bye", "interrupted": "asked"},
            prompt="您好",
            interrupt="any",
            keep_key=False,
        ),
        node("play", "asked", {"done": "bye"}, prompt="您按了键", interrupt="none"),
        node("hangup", "bye"),
    )
    call = simulate(made, [Press("5", at_once=True, after=0.0)])
    assert "您按了键" in again(call, made, Given())[1]
    assert again(call, made, Given())[0].passed


@pytest.mark.parametrize("outcome", ["busy", "no_answer", "rejected", "failed"])
def test_a_party_does_the_same(outcome: str) -> None:
    given = Given(legs=(Leg(outcome, "8001", times=1),))  # type: ignore[arg-type]
    call = simulate(desk(), "3", given)
    assert f"agent.{outcome}" in again(call, desk(), given)[0].simulation.path


def sample_calls() -> list[tuple[Path, str]]:
    """Every case of the sample line."""
    files = sorted((FOLDER / "flows").glob("*.calls.yaml"))
    return [(file, case.name) for file in files for case in read_script(file)]


@pytest.fixture(scope="module")
def sample() -> Release:
    """The sample line's release."""
    settings = load(str(FOLDER / "callwright.toml"))
    return release_of(flow_file("hotline-12345", settings), settings)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Given]:
    """The circumstances of the sample's calls, its database made."""
    settings = load(str(FOLDER / "callwright.toml"))
    database = made_database(tmp_path_factory.mktemp("sample") / "hotline.sqlite")
    connections = {
        name: each.model_copy(update={"url": f"sqlite:///{database}"})
        for name, each in settings.connections.items()
    }
    with given_of(settings.model_copy(update={"connections": connections})) as given:
        yield given


@pytest.mark.parametrize(("file", "name"), sample_calls(), ids=lambda value: getattr(value, "name", value))
def test_every_call_of_the_sample_line_written_anew(
    file: Path, name: str, sample: Release, base: Given
) -> None:
    case = next(case for case in read_script(file) if case.name == name)
    given = case.circumstances(base)
    call = simulate(sample, case.steps, given)
    text, notes = script_of(call.events, Known(given, call.asked, release=sample), name="again")
    (written,) = parse_script(text, "again.calls.yaml")
    if notes:
        assert any(event.key == MASK for event in call.events if isinstance(event, KeyPressed)), notes
        return
    world = replace(base.world, database=None)
    played = play_case(sample, written, replace(base, world=world))
    assert [str(difference) for difference in played.differences] == [], text
    assert comparable(played.simulation.events) == comparable(call.events), text


def started(flow: str = "desk") -> CallStarted:
    """The first event of a live call."""
    return CallStarted(0.0, "c", "110", "12345", "the line", flow, "d", "2026-01-15T10:00:00+08:00")


def test_a_live_journal_alone_says_what_it_does_not_hold() -> None:
    events: list[Event] = [
        started(),
        NodeEntered(0.0, "desk", "main", "menu", "c:1"),
        Heard(0.0, "main", "您好，请按1", "zh-CN", "key", "2"),
        KeyPressed(3.1, "main", "2"),
        NodeEntered(3.1, "desk", "look", "query", "c:2"),
        ServiceUsed(3.2, "look", "database.query", "hotline", "rows=1"),
        ServiceUsed(3.2, "look", "calendars.state", "hours", "open"),
        NodeEntered(3.2, "desk", "agent", "dial", "c:3"),
        LegDialled(9.0, "agent", "sofia/gateway/pbx/8001", "busy", "USER_BUSY"),
        HungUp(9.0, "agent", "caller", "NORMAL_CLEARING"),
    ]
    text, notes = script_of(events)
    assert [note.en for note in notes] == [
        "given.database.hotline: the journal does not hold what node look was answered (rows=1): write it"
    ]
    (case,) = parse_script(text, "live.calls.yaml")
    assert case.flow == "desk"
    assert case.given.calendars == {"hours": "open"}
    assert [(leg.outcome, leg.target) for leg in case.given.legs] == [("busy", "sofia/gateway/pbx/8001")]
    assert "during: 您好" in text and "after: 3.1" in text
    assert "应答" in script_of(events, lang="zh")[0]


def test_what_the_switch_did_in_a_live_call() -> None:
    events: list[Event] = [
        started(),
        NodeEntered(0.0, "desk", "over", "dial", "c:1"),
        CallTransferred(5.0, "over", "user/1001, user/1002", "busy", "USER_BUSY"),
        CallTransferred(6.0, "away", "8000", "failed", "NO_ROUTE_DESTINATION"),
        ApplicationRun(7.0, "own", "our_own_module", True),
        ApplicationRun(7.0, "known", "playback", True),
        ApplicationRun(7.0, "known", "playback", False),
        LegDialled(8.0, "again", f"sofia/gateway/pbx/{MASK}", "busy", "USER_BUSY"),
    ]
    (case,) = parse_script(script_of(events)[0], "switch.calls.yaml")
    rung = [(leg.outcome, leg.target) for leg in case.given.legs]
    assert rung == [("busy", "user/1001"), ("busy", "user/1002")]
    assert [(each.target, each.ended) for each in case.given.transfers] == [("8000", "failed")]
    assert [(each.name, each.ok) for each in case.given.applications] == [
        ("our_own_module", True),
        ("playback", False),
    ]


def test_masked_keys_are_placeholders_and_the_script_says_so() -> None:
    events = [
        started(),
        NodeEntered(0.0, "desk", "pin", "digits", "c:1"),
        Heard(0.0, "pin", f"您的号码是{MASK}，请输入密码", "zh-CN", "done"),
        *(KeyPressed(5.0 + n, "pin", MASK) for n in range(4)),
        KeyPressed(9.0, "pin", "#"),
    ]
    text, notes = script_of(events)
    assert 'press: "0000#"' in text or "press: 0000#" in text
    assert "masked keys" in text and len(notes) == 1
    assert "hear: 请输入密码" in text
    parse_script(text, "masked.calls.yaml")


def test_a_sensitive_value_is_nowhere_in_the_script() -> None:
    made = release(
        node(
            "digits", "ask", {"valid": "look", "no_input": "bye", "invalid": "bye"}, into="pin", prompt="号"
        ),
        node(
            "query",
            "look",
            {"row": "say", "none": "bye", "failed": "bye", "timeout": "bye"},
            connection="hotline",
            sql="SELECT name, town FROM people WHERE pin = :pin",
            values=[{"name": "pin", "value": "pin"}],
            columns=[{"column": "name", "into": "name"}, {"column": "town", "into": "town"}],
        ),
        node("play", "say", {"done": "bye"}, prompt="{{ name }}，您好"),
        node("hangup", "bye"),
        pin="text",
        name="text",
        town="text",
    )
    flow = made.flows["desk"]
    secret = {
        name: replace(variable, sensitive=name != "town", input=True)
        for name, variable in flow.variables.items()
    }
    made = replace(made, flows={"desk": replace(flow, variables=secret)})
    from simulator.mocks import DatabaseAnswer
    from simulator.services import World

    rows = [{"name": "王小明", "town": "北京"}]
    given = Given(world=World(database_answers=[DatabaseAnswer("hotline", rows=rows, node="look")]))
    call = simulate(made, "4711#", replace(given, values={"pin": "8888"}))
    text, notes = script_of(
        call.events, Known(replace(given, values={"pin": "8888"}), call.asked, release=made)
    )
    for secret_text in ("王小明", "8888"):
        assert secret_text not in text
    assert "北京" in text
    assert len(notes) == 2


def test_several_calls_in_one_file() -> None:
    calls = [simulate(desk(), keys, KNOWN) for keys in ("9 9 9", "2 2026#")]
    cases = [case_of(call.events, Known(KNOWN, call.asked), name=f"call {n}") for n, call in enumerate(calls)]
    parsed = parse_script(file_of(cases, about="Two calls."), "two.calls.yaml")
    assert [case.name for case in parsed] == ["call 0", "call 1"]
    assert all(play_case(desk(), case).passed for case in parsed)


def test_a_call_that_goes_on_is_written_as_far_as_it_went() -> None:
    events = simulate(desk(), "2 2026#", KNOWN).events[:12]
    (case,) = parse_script(script_of(events)[0], "part.calls.yaml")
    assert case.expect.result is None and case.expect.path[-1] == "case"


def test_a_recording_that_silence_ended() -> None:
    events: Sequence[Event] = [
        started(),
        NodeEntered(0.0, "desk", "message", "record", "c:1"),
        RecordingMade(12.0, "message", "silence", 12.0, "/x.wav"),
        RecordingMade(17.0, "message", "silence", 5.0, "/x.wav"),
        RecordingMade(30.0, "message", "limit", 8.0, "/x.wav"),
        RecordingMade(31.0, "message", "failed", 0.0, "/x.wav"),
    ]
    text = script_of(events)[0]
    (case,) = parse_script(text, "recorded.calls.yaml")
    assert [str(step) for step in case.steps] == [
        "say something for 7 s",
        "stay silent",
        "say something for 8 s",
    ]
    assert case.given.unwritable


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("您好，欢迎致电。", "您好"),
        ("请按1，人工请稍候", "人工请稍候"),
        ("Press 1, or wait for somebody.", "or wait for somebody"),
        (
            "请在听到“嘀”的一声之后开始留言说完以后请按井号键结束录音谢谢",
            "请在听到“嘀”的一声之后开始留言说完以后请按井号",
        ),
        (MASK, ""),
        (f"号码{MASK}，再见", "再见"),
        ("", ""),
        ("1", "1"),
    ],
)
def test_short_parts(text: str, part: str) -> None:
    assert part_of(text) == part

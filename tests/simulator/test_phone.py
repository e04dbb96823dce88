"""The telephone without a screen, and what is typed and shown on the one with a screen."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from engine.runner import Outcome
from simulator.interactive import commands
from simulator.phone.lines import ring
from simulator.phone.screen import Screen
from simulator.phone.shown import brief, shown
from simulator.phone.typed import USAGES, Mistyped, Own, read
from simulator.track import Track
from tests.simulator.desk import desk
from tests.simulator.test_session import KNOWN


def lines(text: str, language: str = "en", trace: bool = False) -> tuple[Outcome, str]:
    """A call by somebody whose input is no terminal."""
    seen = io.StringIO()
    console = Console(file=seen, width=200, color_system=None)
    stream = io.StringIO(text)
    done = ring(desk(), KNOWN, console=console, stream=stream, language=language, trace=trace)
    return done.outcome, seen.getvalue()


def test_without_a_screen_each_line_is_a_group_of_keys() -> None:
    outcome, seen = lines("2\n\n2026#\n")
    assert outcome.result == "completed"
    assert "[2]\n请输入编号\n[-]\n请输入编号\n[2026#]\n您的案件状态是办理中\n再见\n" in seen


def test_a_bad_line_is_explained_and_the_next_one_counts() -> None:
    outcome, seen = lines("x\n3\n")
    assert "'x' is no group of keys" in seen
    assert "(ringing)" in seen
    assert outcome.result == "completed"


@pytest.mark.parametrize("text", ["", "!\n", "2\n"])
def test_the_end_of_the_input_hangs_up(text: str) -> None:
    assert lines(text)[0].result == "hung_up"


def test_the_phone_speaks_chinese() -> None:
    assert "通话已结束" in lines("", "zh-CN")[1]


def test_the_trace_is_shown_if_it_is_wanted() -> None:
    assert "node_entered   flow=desk type=menu" in lines("3\n", trace=True)[1]
    assert "node_entered" not in lines("3\n")[1]


def test_what_was_heard_and_pressed_is_noted() -> None:
    track = Track()
    console = Console(file=io.StringIO())
    done = ring(desk(), KNOWN, console=console, stream=io.StringIO("3\n"), track=track)
    assert track.keys == [(5500, "3")]
    assert track.ms == round(done.outcome.seconds * 1000)


def test_control_characters_of_a_prompt_do_not_reach_the_terminal() -> None:
    text = io.StringIO()
    Screen(Console(file=text, width=200, color_system=None)).say("a\x1b[2Jb")
    assert text.getvalue() == "a [2Jb\n"
    assert shown("a\x1b[31m\n") == "a [31m "


@pytest.mark.parametrize(
    ("line", "command"),
    [
        (":set name=a = b", commands.Set(name="name", value="a = b")),
        ("set n=", commands.Set(name="n", value="")),
        (
            ": break main sub.ask",
            commands.Breakpoints(at=(commands.Place(node="main"), commands.Place(node="ask", flow="sub"))),
        ),
        (":break", commands.Breakpoints()),
        (":goto sub.ask", commands.Goto(node="ask", flow="sub")),
        (":press 12 3#", commands.Press(keys="123#")),
        (":wait 2.5", commands.Wait(seconds=2.5)),
        (":say 4", commands.Say(seconds=4)),
        (":speed 0", commands.Speed(speed=0)),
        (":back", commands.Back(nodes=1)),
        (":back 3", commands.Back(nodes=3)),
        (":go", commands.Go()),
        (":step", commands.Step()),
        (":pause", commands.Pause()),
        (":skip", commands.Skip()),
        (":restart", commands.Restart()),
        (":hangup", commands.HangUp()),
        (":record a b.calls.yaml", Own("record", "a b.calls.yaml")),
        (":help", Own("help")),
        (":quit", Own("quit")),
    ],
)
def test_what_can_be_typed(line: str, command: object) -> None:
    assert read(line) == command


@pytest.mark.parametrize(
    ("line", "en", "zh"),
    [
        (":dance", "there is no command 'dance': set, break", "没有命令“dance”"),
        (":set name", "write :set name=value", "写法"),
        (":set =1", "write :set name=value", "写法"),
        (":press", "write :press 123#", "写法"),
        (":press x", "'x' are no telephone keys", "不是电话按键"),
        (":wait long", "(:wait 2.5)", "应为数"),
        (":speed -1", "(:speed 2)", "应不小于 0"),
        (":back 0", "(:back 2)", "应不小于 1"),
        (":record", "write :record", "写法"),
    ],
)
def test_what_is_mistyped_is_explained(line: str, en: str, zh: str) -> None:
    with pytest.raises(Mistyped) as refused:
        read(line)
    assert en in refused.value.told.en
    assert zh in refused.value.told.zh


def test_every_usage_can_be_typed() -> None:
    for usage in USAGES.values():
        read(usage)


def test_events_in_a_few_words() -> None:
    assert brief({"kind": "node_left", "t": 12.34, "flow": "f", "node": "main", "exit": "a"}) == (
        " 12.3   main.a"
    )
    assert brief({"kind": "heard", "t": 1.0, "text": "x"}) == ""
    assert brief({"kind": "of_tomorrow", "t": 1.0, "node": "n", "what": "it\x1b"}) == "  1.0 of_tomorrow it "

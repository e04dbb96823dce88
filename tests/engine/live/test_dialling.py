"""Dial strings: what a leg hears before the talk, what may not stand in one, and what outcomes mean."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.live.dialling import (
    NOT_RECORDED,
    dial_string,
    heard,
    longest_seconds,
    outcome,
    recording_variables,
)
from nodes.channel import Dial
from nodes.clips import Clip

WHISPER = Clip("sound", "a call", file="/sounds/a call, now.wav", ms=1500)
PRESS = Clip("speech", "press 1", file="/cache/ab.wav", ms=2000)
PLAIN = Dial("c:1", ("user/1001", "no target", "sofia/gateway/trunk/8001"), ring_seconds=20)


def variables(text: str) -> list[str]:
    """The variables of all legs."""
    return text[1 : text.index("}")].split(",")


def test_without_anything_before_the_talk() -> None:
    text = dial_string(PLAIN, "u-1")
    assert text.endswith("}[leg_timeout=20]user/1001|[leg_timeout=20]sofia/gateway/trunk/8001")
    assert "group_confirm" not in text.replace("multiunset group_confirm_key", "")
    assert dial_string(replace(PLAIN, targets=("${x}", "")), "u-1") == ""


def test_a_whisper_is_played_to_whoever_answers() -> None:
    text = dial_string(replace(PLAIN, whisper=(WHISPER,)), "u-1")
    assert "group_confirm_key=exec,group_confirm_file='playback /sounds/a call, now.wav'" in text
    assert "[leg_timeout=20,api_on_answer='uuid_setvar u-1 callwright_heard_1 1']sofia/" in text


def test_a_key_is_asked_for() -> None:
    asking = replace(PLAIN, whisper=(WHISPER,), confirm_key="#", confirm=(PRESS,), confirm_seconds=7.6)
    text = dial_string(asking, "u-1")
    assert "group_confirm_file='file_string:///sounds/a call, now.wav!/cache/ab.wav'" in text
    assert {"group_confirm_key=#", "group_confirm_timeout=8"} <= set(variables(text))
    silent = dial_string(replace(PLAIN, confirm_key="1"), "u-1")
    assert "group_confirm_key=1" in silent and "group_confirm_file" not in silent


@pytest.mark.parametrize(
    "name", ["a]b", "a}b", "a|b", "a\\b", 'a"b', "a'b", "a^^b", "a[b", "a{b", "${x}", "a!b"]
)
def test_a_file_whose_name_is_syntax_is_not_played(name: str) -> None:
    dial = replace(PLAIN, whisper=(replace(WHISPER, file=f"/sounds/{name}.wav"),))
    assert name not in dial_string(dial, "u-1")


def test_a_limit_begins_with_the_talk() -> None:
    assert "execute_on_pre_bridge_limit='sched_hangup +90 ALLOTTED_TIMEOUT'" in dial_string(
        replace(PLAIN, limit_seconds=90), "u-1"
    )


def test_a_recording_is_a_matter_of_the_callers_channel() -> None:
    dial = replace(PLAIN, recording="/rec/talk.wav", stereo=False)
    assert "talk.wav" not in dial_string(dial, "u-1")
    wanted = recording_variables(dial)
    assert wanted["execute_on_pre_bridge_callwright"] == "record_session /rec/talk.wav"
    assert wanted["RECORD_STEREO"] == "false"
    assert dict.fromkeys(wanted, "") == NOT_RECORDED


def test_who_heard_something() -> None:
    dial = replace(PLAIN, whisper=(WHISPER,))
    assert heard(dial, {"callwright_heard_1": "1"}.get) == ("sofia/gateway/trunk/8001",)  # type: ignore[arg-type]
    assert heard(PLAIN, lambda name: "1") == ()


def test_the_switch_has_time_for_everything() -> None:
    asking = replace(PLAIN, confirm_key="1", confirm_seconds=10.5)
    assert longest_seconds(PLAIN) == 20 * 3
    assert longest_seconds(asking) == 36 * 3
    assert longest_seconds(replace(PLAIN, whisper=(WHISPER,))) == 27 * 3


OUTCOMES = {
    "a talk": ("SUCCESS", "NORMAL_CLEARING", False, "ended", "NORMAL_CLEARING"),
    "no key in time": ("ALLOTTED_TIMEOUT", "", True, "no_answer", "NO_ANSWER"),
    "hung up before the talk": ("NORMAL_CLEARING", "NORMAL_CLEARING", True, "no_answer", "NO_ANSWER"),
    "hung up and never answered": ("NORMAL_CLEARING", "", False, "failed", "NORMAL_CLEARING"),
    "the last of several is busy": ("USER_BUSY", "", True, "busy", "USER_BUSY"),
}


@pytest.mark.parametrize(
    ("disposition", "cause", "answered", "ended", "told"), OUTCOMES.values(), ids=OUTCOMES
)
def test_outcomes(disposition: str, cause: str, answered: bool, ended: str, told: str) -> None:
    dialled = outcome(disposition, cause, 1.0, answered=answered)
    assert (dialled.ended, dialled.cause) == (ended, told)

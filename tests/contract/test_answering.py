"""When a call is answered, and what is known of it."""

from __future__ import annotations

import pytest

from nodes.channel import Dial, Recording
from tests.contract.rig import Rig


def test_a_fresh_call_is_up_and_not_answered(rig: Rig) -> None:
    assert rig.channel.up
    assert not rig.channel.answered
    assert rig.channel.facts.id


def test_answering_twice_is_answering_once(rig: Rig) -> None:
    rig.channel.answer()
    rig.channel.answer()
    assert rig.channel.answered


def test_ringing_does_not_answer(rig: Rig) -> None:
    rig.channel.ring()
    assert not rig.channel.answered


def test_the_first_prompt_answers(rig: Rig) -> None:
    rig.channel.play([rig.sound(0.2)])
    assert rig.channel.answered


def test_nothing_to_play_does_not_answer(rig: Rig) -> None:
    assert rig.channel.play([]).ended == "done"
    assert not rig.channel.answered


def test_a_recording_answers(rig: Rig) -> None:
    rig.channel.record(Recording(rig.new_path(), max_seconds=1.0))
    assert rig.channel.answered


def test_a_background_sound_answers(rig: Rig) -> None:
    rig.channel.start_sound([rig.sound(0.4)])
    assert rig.channel.answered
    rig.channel.stop_sound()


def test_a_dial_answers(rig: Rig) -> None:
    rig.channel.dial(Dial("d", (rig.party("busy", after=0.2),)))
    assert rig.channel.answered


@pytest.mark.parametrize("verb", ["next_key", "get", "set", "ring"])
def test_what_needs_no_media_does_not_answer(rig: Rig, verb: str) -> None:
    match verb:
        case "next_key":
            rig.channel.next_key(0.1)
        case "get":
            rig.channel.get("a_variable")
        case "set":
            rig.channel.set("a_variable", "1")
        case "ring":
            rig.channel.ring()
    assert not rig.channel.answered


def test_with_early_media_a_prompt_is_heard_before_the_answer(rig: Rig) -> None:
    rig.channel.ring(early_media=True)
    assert rig.channel.play([rig.sound(0.4)]).ended == "done"
    assert not rig.channel.answered
    rig.channel.answer()
    assert rig.channel.answered

"""Recordings: how each ends, how long it is, and what cannot be written."""

from __future__ import annotations

import pytest

from nodes.channel import Recording
from tests.contract.rig import Rig


def test_an_end_key_ends_it_and_is_used_up(rig: Rig) -> None:
    path = rig.new_path()
    rig.far_end.talk(3.0)
    rig.far_end.press("#", after=2.0)
    recorded = rig.channel.record(Recording(path, max_seconds=6.0))
    assert (recorded.ended, recorded.key, recorded.path) == ("key", "#", path)
    assert recorded.seconds == pytest.approx(2.0, abs=rig.tolerance)
    assert rig.length(path) == pytest.approx(recorded.seconds, abs=rig.tolerance)
    assert rig.channel.next_key(0.3).ended == "timeout"


def test_the_file_is_telephone_sound(rig: Rig) -> None:
    import wave

    path = rig.new_path()
    rig.far_end.talk(2.0)
    rig.channel.record(Recording(path, max_seconds=1.0))
    with wave.open(path) as sound:
        assert (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) == (8000, 1, 2)


def test_another_key_does_not_end_it(rig: Rig) -> None:
    rig.far_end.talk(4.0)
    rig.far_end.press("5#", after=0.5, pace=0.7)
    recorded = rig.channel.record(Recording(rig.new_path(), max_seconds=6.0, end_keys="#"))
    assert (recorded.ended, recorded.key) == ("key", "#")
    assert recorded.seconds == pytest.approx(1.2, abs=rig.tolerance)
    assert rig.channel.next_key(0.0).key == "5"
    assert rig.channel.next_key(0.0).ended == "timeout"


def test_a_key_pressed_before_does_not_end_it(rig: Rig) -> None:
    rig.channel.answer()
    rig.far_end.press("#")
    rig.pause(0.6)
    rig.far_end.talk(2.0)
    recorded = rig.channel.record(Recording(rig.new_path(), max_seconds=1.0))
    assert recorded.ended == "limit"
    assert rig.channel.next_key(0.0).key == "#"


def test_it_ends_at_its_limit(rig: Rig) -> None:
    path = rig.new_path()
    rig.far_end.talk(5.0)
    recorded = rig.channel.record(Recording(path, max_seconds=2.0))
    assert recorded.ended == "limit"
    assert recorded.seconds == pytest.approx(2.0, abs=max(0.6, rig.tolerance))
    assert rig.length(path) == pytest.approx(recorded.seconds, abs=rig.tolerance)


def test_silence_after_speech_ends_it(rig: Rig) -> None:
    rig.far_end.talk(1.5)
    recorded = rig.channel.record(Recording(rig.new_path(), max_seconds=10.0, silence_seconds=2.0))
    assert recorded.ended == "silence"
    assert recorded.seconds == pytest.approx(3.5, abs=max(0.7, rig.tolerance))


def test_a_caller_who_says_nothing_ends_it(rig: Rig) -> None:
    recorded = rig.channel.record(Recording(rig.new_path(), max_seconds=10.0, silence_seconds=2.0))
    assert recorded.ended == "silence"
    assert recorded.seconds == pytest.approx(2.0, abs=max(0.7, rig.tolerance))


def test_without_silence_detection_a_caller_may_say_nothing(rig: Rig) -> None:
    path = rig.new_path()
    recorded = rig.channel.record(Recording(path, max_seconds=2.0))
    assert recorded.ended == "limit"
    assert rig.length(path) == pytest.approx(2.0, abs=max(0.6, rig.tolerance))


def test_a_hangup_keeps_what_was_recorded(rig: Rig) -> None:
    path = rig.new_path()
    rig.far_end.talk(3.0)
    rig.far_end.hangup(after=1.5)
    recorded = rig.channel.record(Recording(path, max_seconds=6.0))
    assert (recorded.ended, recorded.path) == ("hangup", path)
    assert recorded.seconds == pytest.approx(1.5, abs=rig.tolerance)
    assert rig.length(path) == pytest.approx(recorded.seconds, abs=rig.tolerance)


def test_a_path_that_cannot_be_written_fails_and_the_call_goes_on(rig: Rig) -> None:
    recorded = rig.channel.record(Recording(rig.bad_path()))
    assert recorded.ended == "failed"
    assert recorded.reason
    assert rig.channel.up
    assert rig.channel.play([rig.sound(0.2)]).ended == "done"

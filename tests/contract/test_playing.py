"""Prompts: their length, barge-in, keys that wait already, sounds in the background."""

from __future__ import annotations

import pytest

from nodes.channel import ANY_KEY
from nodes.clips import Clip
from tests.contract.rig import Rig


def test_clips_are_played_one_after_the_other_to_the_end(rig: Rig) -> None:
    rig.channel.answer()
    began = rig.elapsed()
    played = rig.channel.play([rig.sound(0.4), Clip("silence", ms=200), rig.sound(0.4)])
    assert played.ended == "done"
    assert played.key == ""
    assert rig.elapsed() - began == pytest.approx(1.0, abs=rig.tolerance)
    assert played.ms / 1000 == pytest.approx(1.0, abs=rig.tolerance)


def test_a_key_of_the_list_stops_a_prompt_and_goes_on_waiting(rig: Rig) -> None:
    rig.channel.answer()
    rig.far_end.press("5", after=0.6)
    played = rig.channel.play([rig.sound(4.0)], ANY_KEY)
    assert (played.ended, played.key) == ("key", "5")
    assert played.ms / 1000 == pytest.approx(0.6, abs=rig.tolerance)
    assert rig.channel.next_key(0.0).key == "5"
    assert rig.channel.next_key(0.0).ended == "timeout"


def test_another_key_does_not_stop_it_and_is_not_lost(rig: Rig) -> None:
    rig.channel.answer()
    rig.far_end.press("5", after=0.2)
    assert rig.channel.play([rig.sound(0.8)], "12*").ended == "done"
    assert rig.channel.next_key(0.0).key == "5"


def test_without_stop_keys_nothing_stops_it(rig: Rig) -> None:
    rig.channel.answer()
    rig.far_end.press("*#", after=0.2, pace=0.2)
    assert rig.channel.play([rig.sound(1.0)]).ended == "done"
    assert [rig.channel.next_key(0.5).key for _ in range(2)] == ["*", "#"]


def test_the_key_that_stops_is_the_first_of_the_list_not_the_first_pressed(rig: Rig) -> None:
    rig.channel.answer()
    rig.far_end.press("41", after=0.2, pace=0.3)
    played = rig.channel.play([rig.sound(4.0)], "123")
    assert (played.ended, played.key) == ("key", "1")
    assert [rig.channel.next_key(0.0).key for _ in range(2)] == ["4", "1"]


def test_a_key_that_waits_stops_the_next_prompt_before_it_begins(rig: Rig) -> None:
    rig.channel.answer()
    rig.far_end.press("7")
    rig.pause(0.5)
    began = rig.elapsed()
    played = rig.channel.play([rig.sound(4.0)], ANY_KEY)
    assert (played.ended, played.key, played.ms) == ("key", "7", 0)
    assert rig.elapsed() - began <= rig.tolerance
    assert rig.channel.next_key(0.0).key == "7"


def test_a_key_that_waits_and_is_not_of_the_list_stops_nothing(rig: Rig) -> None:
    rig.channel.answer()
    rig.far_end.press("7")
    rig.pause(0.5)
    assert rig.channel.play([rig.sound(0.4)], "12").ended == "done"
    assert rig.channel.next_key(0.0).key == "7"


def test_keys_pressed_faster_than_prompts_are_played_all_arrive(rig: Rig) -> None:
    rig.channel.answer()
    rig.far_end.press("123456789", after=0.3, pace=0.25)
    assert rig.channel.play([rig.sound(3.0)], ANY_KEY).key == "1"
    assert "".join(rig.channel.next_key(2.0).key for _ in range(9)) == "123456789"


def test_a_background_sound_lets_time_and_keys_through(rig: Rig) -> None:
    rig.channel.answer()
    began = rig.elapsed()
    rig.channel.start_sound([rig.sound(0.4)])
    assert rig.elapsed() - began <= rig.tolerance
    rig.far_end.press("3", after=1.0)
    assert rig.channel.next_key(3.0).key == "3"
    rig.channel.stop_sound()
    rig.channel.stop_sound()


def test_the_next_prompt_ends_a_background_sound(rig: Rig) -> None:
    rig.channel.answer()
    rig.channel.start_sound([rig.sound(10.0)])
    began = rig.elapsed()
    assert rig.channel.play([rig.sound(0.4)]).ended == "done"
    assert rig.elapsed() - began == pytest.approx(0.4, abs=rig.tolerance)


def test_stopping_a_sound_where_none_plays_does_nothing(rig: Rig) -> None:
    rig.channel.stop_sound()
    assert rig.channel.up

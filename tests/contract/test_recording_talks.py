"""The recording of a talk: begun with it, ended with it, and no condition of it."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest

from nodes.channel import Dial
from tests.contract.rig import Rig


@pytest.mark.parametrize("stereo", [True, False])
def test_a_talk_is_recorded_from_its_beginning_to_its_end(rig: Rig, stereo: bool) -> None:
    path, target = rig.new_path(), rig.party("answer", after=1.0, seconds=2.0)
    dialled = rig.channel.dial(Dial("d", (target,), recording=path, stereo=stereo))
    assert (dialled.ended, dialled.recording) == ("ended", path)
    rig.pause(0.5)
    assert rig.length(path) == pytest.approx(dialled.seconds, abs=max(0.5, rig.tolerance))
    with wave.open(path) as sound:
        assert sound.getframerate() == 8000


def test_what_is_heard_before_the_talk_is_not_recorded(rig: Rig) -> None:
    path, target = rig.new_path(), rig.party("answer", listens=1.5, presses="1", seconds=1.0)
    dial = Dial("d", (target,), recording=path, confirm_key="1", confirm=(rig.sound(0.4),))
    assert rig.channel.dial(dial).recording == path
    rig.pause(0.5)
    assert rig.length(path) == pytest.approx(1.0, abs=max(0.5, rig.tolerance))


def test_a_caller_who_hangs_up_leaves_the_recording(rig: Rig) -> None:
    path, target = rig.new_path(), rig.party("answer", after=0.2, seconds=8.0)
    rig.channel.answer()
    rig.far_end.hangup(after=2.0)
    dialled = rig.channel.dial(Dial("d", (target,), recording=path))
    assert (dialled.ended, dialled.recording) == ("hangup", path)
    rig.pause(0.5)
    assert rig.length(path) == pytest.approx(dialled.seconds, abs=max(0.5, rig.tolerance))


def test_where_nobody_comes_nothing_is_recorded(rig: Rig) -> None:
    path = rig.new_path()
    assert rig.channel.dial(Dial("d", (rig.party("busy"),), recording=path)).recording == ""
    assert not Path(path).exists()


def test_a_path_that_cannot_be_written_does_not_stop_the_talk(rig: Rig) -> None:
    target = rig.party("answer", seconds=1.0)
    dialled = rig.channel.dial(Dial("d", (target,), recording=rig.bad_path()))
    assert (dialled.ended, dialled.recording) == ("ended", "")
    assert dialled.seconds == pytest.approx(1.0, abs=max(0.4, rig.tolerance))
    assert rig.channel.up

"""Keys: waiting for them, their order, and sending some."""

from __future__ import annotations

import pytest

from tests.contract.rig import Rig


def test_nobody_presses_a_key(rig: Rig) -> None:
    rig.channel.answer()
    began = rig.elapsed()
    keyed = rig.channel.next_key(0.8)
    assert (keyed.ended, keyed.key) == ("timeout", "")
    assert rig.elapsed() - began == pytest.approx(0.8, abs=rig.tolerance)


def test_a_key_ends_the_wait(rig: Rig) -> None:
    rig.channel.answer()
    began = rig.elapsed()
    rig.far_end.press("#", after=0.5)
    keyed = rig.channel.next_key(4.0)
    assert (keyed.ended, keyed.key) == ("key", "#")
    assert rig.elapsed() - began == pytest.approx(0.5, abs=rig.tolerance)


def test_no_time_takes_only_what_is_there(rig: Rig) -> None:
    rig.channel.answer()
    began = rig.elapsed()
    assert rig.channel.next_key(0.0).ended == "timeout"
    assert rig.elapsed() - began <= rig.tolerance


def test_keys_wait_in_the_order_pressed(rig: Rig) -> None:
    rig.channel.answer()
    rig.far_end.press("0123456789*#", pace=0.25)
    rig.pause(3.5)
    assert "".join(rig.channel.next_key(0.0).key for _ in range(12)) == "0123456789*#"
    assert rig.channel.next_key(0.0).ended == "timeout"


def test_the_same_key_twice_is_two_keys(rig: Rig) -> None:
    rig.channel.answer()
    rig.far_end.press("55", after=0.2, pace=0.4)
    assert [rig.channel.next_key(2.0).key for _ in range(2)] == ["5", "5"]


def test_the_caller_hears_the_keys_that_are_sent(rig: Rig) -> None:
    rig.channel.answer()
    rig.channel.send_keys("12#", 100)
    rig.pause(0.5)
    assert rig.far_end.received() == "12#"


def test_what_is_no_key_is_not_sent(rig: Rig) -> None:
    rig.channel.answer()
    rig.channel.send_keys("1@200\n2")
    rig.pause(0.8)
    assert rig.far_end.received() == "12002"

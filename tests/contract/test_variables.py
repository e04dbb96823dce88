"""Channel variables and raw applications: whatever a value holds, it stays a value."""

from __future__ import annotations

import pytest

from nodes.errors import NodesError
from tests.contract.rig import Rig

EMOJI = "\N{PILE OF POO}\N{FAMILY}\N{REGIONAL INDICATOR SYMBOL LETTER C}" * 850
"""Ten thousand bytes."""

VALUES = {
    "plain": ("hello", "hello"),
    "empty": ("", ""),
    "blanks": ("  two  words  ", "  two  words  "),
    "chinese": ("市长热线，编号12345", "市长热线，编号12345"),
    "emoji": (EMOJI, EMOJI),
    "quotes": ('it\'s "so" \\ said\\n', 'it\'s "so" \\ said\\n'),
    "lines": ("one\ntwo\n\nthree", "one\ntwo\n\nthree"),
    "carriage return": ("one\r\nEvent-Name: CHANNEL_HANGUP", "one\nEvent-Name: CHANNEL_HANGUP"),
    "encoded": ("Eve%0AEvent-Name: CHANNEL_HANGUP%41", "Eve%0AEvent-Name: CHANNEL_HANGUP%41"),
    "expansion": ("${system(id)}", "%{system(id)}"),
    "nested": ("$${x} ${${a}}", "$%{x} %{%{a}}"),
    "separators": ("a;b,c|d^^e:f=[g]{h}<i>", "a;b,c|d^^e:f=[g]{h}<i>"),
    "tilde": ("~tilde", "~tilde"),
    "hijack": ("please do not reload the thing called mod_event_socket ok", None),
}


@pytest.mark.parametrize("name", VALUES)
def test_a_value_comes_back_as_data(rig: Rig, name: str) -> None:
    value, kept = VALUES[name]
    rig.channel.set("contract_value", value)
    assert rig.channel.get("contract_value") == (value if kept is None else kept)
    assert rig.channel.up


def test_a_variable_that_was_never_set_is_empty(rig: Rig) -> None:
    assert rig.channel.get("contract_never_set") == ""


def test_setting_again_replaces_and_empty_unsets(rig: Rig) -> None:
    rig.channel.set("contract_value", "one")
    rig.channel.set("contract_value", "two")
    assert rig.channel.get("contract_value") == "two"
    rig.channel.set("contract_value", "")
    assert rig.channel.get("contract_value") == ""


@pytest.mark.parametrize("name", ["", "two words", "a=b", "a\nb", "${system(id)}"])
def test_what_is_no_name_is_refused(rig: Rig, name: str) -> None:
    with pytest.raises(NodesError):
        rig.channel.set(name, "value")
    assert rig.channel.up


def test_an_application_runs(rig: Rig) -> None:
    began = rig.elapsed()
    assert rig.channel.execute("sleep", "500").ok
    assert rig.elapsed() - began == pytest.approx(0.5, abs=max(0.2, rig.tolerance))


def test_an_application_is_waited_for_no_longer_than_wanted(rig: Rig) -> None:
    began = rig.elapsed()
    rig.channel.execute("sleep", "3000", seconds=1.0)
    assert rig.elapsed() - began == pytest.approx(1.0, abs=max(0.3, rig.tolerance))


@pytest.mark.parametrize("name", ["no_such_application", "", "set x\n\nexit"])
def test_an_unknown_application_is_not_run_and_the_call_goes_on(rig: Rig, name: str) -> None:
    executed = rig.channel.execute(name, "argument")
    assert not executed.ok
    assert executed.response
    assert rig.channel.up
    assert rig.channel.play([rig.sound(0.2)]).ended == "done"

"""The node type `record` where what keeps the messages fails."""

from __future__ import annotations

import pytest

from nodes.errors import ServiceUnavailable
from nodes.services import Message
from simulator.services import SimRecords
from simulator.stage import stage
from simulator.steps import HangUp, Press, Say, Step
from tests.nodes.case import node_of

SPEAKS: tuple[Step, ...] = (Press("#", speaks=5),)
GOES: tuple[Step, ...] = (Say(5), HangUp(after=1))


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    """No message can be kept."""

    def keep_message(self: SimRecords, message: Message) -> str:
        raise ServiceUnavailable("the store cannot be reached")

    monkeypatch.setattr(SimRecords, "keep_message", keep_message)


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("caller", [SPEAKS, GOES], ids=["there", "gone"])
def test_a_message_that_cannot_be_kept_stays_on_disk(caller: tuple[Step, ...]) -> None:
    staged = stage(node_of("record", {"box": "b", "into": "m"}), caller, declared={"m": "text"})
    assert (staged.exit, staged.last) == ("failed", {"error": "the store cannot be reached"})
    assert staged.simulation.effects == [] and "m" not in staged.variables


def test_without_a_place_for_it_nothing_is_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    def new_recording(self: SimRecords, box: str, *, step: str) -> str:
        raise ServiceUnavailable("no box 'b'")

    monkeypatch.setattr(SimRecords, "new_recording", new_recording)
    staged = stage(node_of("record", {"box": "b"}), SPEAKS)
    assert (staged.exit, staged.last["error"]) == ("failed", "no box 'b'")
    assert not [event for event in staged.events if event.kind == "recorded"]


def test_what_is_stored_with_it_is_worked_out_before_anybody_speaks() -> None:
    node = node_of("record", {"box": "b", "values": [{"name": "x", "value": "1 / 0"}]})
    staged = stage(node, SPEAKS)
    assert staged.exit == "error" and staged.events == ()


def test_silence_in_every_review_costs_no_message() -> None:
    """The call's limit of silences is reached in the review: the message is kept all the same."""
    node = node_of("record", {"box": "b", "review": "yes", "review_prompt": "r", "review_attempts": "99"})
    staged = stage(node, SPEAKS)
    assert staged.exit == "saved" and [effect.service for effect in staged.simulation.effects] == ["message"]


def test_a_recording_is_played_back_only_so_often() -> None:
    node = node_of("record", {"box": "b", "review": "yes", "review_prompt": "r"})
    staged = stage(node, "# " + "1 " * 30)
    assert staged.exit == "saved" and staged.heard.count("recording") == 10

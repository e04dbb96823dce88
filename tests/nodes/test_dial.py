"""The node type `dial`: what the channel is told, and how a lost engine's dial goes on."""

from __future__ import annotations

from typing import Any

import pytest

from nodes.channel import Dial, Dialled
from nodes.contract import Finish
from nodes.errors import ServiceUnavailable
from simulator.channel import SimChannel
from simulator.given import Given
from simulator.services import SimRecords, World
from simulator.stage import stage
from tests.nodes.case import node_of

TARGETS = [{"number": "1001", "via": "user"}, {"number": "{{ agent }}", "via": "gateway", "at": "trunk"}]


@pytest.fixture
def dials(monkeypatch: pytest.MonkeyPatch) -> list[Dial]:
    """Every dial that the channel was told."""
    seen: list[Dial] = []

    def dial(self: SimChannel, told: Dial) -> Dialled:
        seen.append(told)
        return Dialled("ended", "NORMAL_CLEARING", 7.0, told.targets[0])

    monkeypatch.setattr(SimChannel, "dial", dial)
    return seen


def test_the_channel_is_told_everything(dials: list[Dial]) -> None:
    params: dict[str, Any] = {
        "targets": TARGETS,
        "order": "together",
        "ring_seconds": "12",
        "caller_id_number": " {{ call.called }} ",
        "caller_id_name": "{{ line.name }}",
        "music": "music",
        "whisper": "a call",
        "confirm_key": "#",
        "confirm_prompt": "press hash",
        "confirm_seconds": "9",
        "record": "stereo",
        "limit_seconds": "600",
        "headers": [{"name": "X-Case", "value": "case_no"}],
    }
    stage(node_of("dial", params), variables={"agent": "8001", "case_no": "42"})
    (told,) = dials
    assert told.targets == ("user/1001", "sofia/gateway/trunk/8001")
    assert (told.step, told.order, told.ring_seconds, told.limit_seconds) == (
        "simulated:1",
        "together",
        12.0,
        600.0,
    )
    assert (told.caller_id_number, told.caller_id_name) == ("12345", "simulation")
    assert [clip.text for clip in (*told.ringback, *told.whisper, *told.confirm)] == [
        "music",
        "a call",
        "press hash",
    ]
    assert (told.confirm_key, told.confirm_seconds) == ("#", 9.0)
    assert (told.recording, told.stereo) == ("/recordings/talks/simulated:1-talk.wav", True)
    assert told.headers == {"X-Case": "42"}


@pytest.mark.parametrize("caller", ["${system(id)}", "1}[x=y]", "Eve\nX: y", "", "1 2"])
def test_a_caller_number_that_is_none_is_not_passed_on(dials: list[Dial], caller: str) -> None:
    params = {"targets": TARGETS[:1], "caller_id_number": "{{ number }}"}
    stage(node_of("dial", params), variables={"number": caller})
    assert dials[0].caller_id_number == ""


@pytest.mark.parametrize(
    "number",
    ["1,2", "1|2", "{a=b}1", "[a=b]1", "<x>", "1 2", "1/2", "1@x", "1:2", "1'", "${x}", "１", "1" * 65],
)
def test_nothing_that_means_something_in_a_dial_string_is_dialled(dials: list[Dial], number: str) -> None:
    staged = stage(node_of("dial", {"targets": TARGETS[1:]}), variables={"agent": number})
    assert (staged.exit, dials) == ("failed", [])


def test_weights_are_kept_in_the_long_run(dials: list[Dial]) -> None:
    weights = {"1001": "3", "1002": "1"}
    targets = [{"number": number, "via": "user", "weight": weight} for number, weight in weights.items()]
    node = node_of("dial", {"targets": targets, "order": "weighted"})
    for seed in range(400):
        stage(node, given=Given(world=World(seed=seed)))
    first = sum(dial.targets[0] == "user/1001" for dial in dials)
    assert 260 < first < 340
    assert all(sorted(dial.targets) == ["user/1001", "user/1002"] for dial in dials)


@pytest.mark.parametrize("ended", ["ended", "busy", "no_answer", "rejected", "failed"])
def test_after_a_lost_engine_it_leaves_as_the_dial_ended(
    dials: list[Dial], monkeypatch: pytest.MonkeyPatch, ended: Any
) -> None:
    monkeypatch.setattr(SimChannel, "last_dial", lambda self, step: Dialled(ended, "X", 3.0, step))
    staged = stage(node_of("dial", {"targets": TARGETS[:1]}), resumed=True)
    assert (staged.exit, dials) == (ended, [])
    assert staged.last == {"cause": "X", "seconds": 3.0, "target": "simulated:1"}


def test_after_a_lost_engine_a_caller_may_have_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SimChannel, "last_dial", lambda self, step: Dialled("hangup"))
    assert stage(node_of("dial", {"targets": TARGETS[:1]}), resumed=True).exit == "hangup"


def test_a_talk_without_a_place_for_its_recording_is_a_talk(
    dials: list[Dial], monkeypatch: pytest.MonkeyPatch
) -> None:
    def new_recording(self: SimRecords, box: str, *, step: str) -> str:
        raise ServiceUnavailable("the disk is full")

    monkeypatch.setattr(SimRecords, "new_recording", new_recording)
    staged = stage(node_of("dial", {"targets": TARGETS[:1], "record": "mono"}))
    assert (staged.exit, dials[0].recording) == ("ended", "")
    assert any("the disk is full" in event.detail() for event in staged.events)


def test_after_a_lost_engine_the_recording_of_the_talk_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = Dialled("ended", "NORMAL_CLEARING", 3.0, "user/1001", "/recordings/talk.wav")
    monkeypatch.setattr(SimChannel, "last_dial", lambda self, step: ended)
    params = {"targets": TARGETS[:1], "record": "mono", "record_into": "file"}
    staged = stage(node_of("dial", params), variables={"file": ""}, resumed=True)
    assert (staged.exit, staged.variables["file"]) == ("ended", "/recordings/talk.wav")
    assert any(event.kind == "recorded" for event in staged.events)


TRANSFERS = {
    "somebody came": (Dialled("ended", "NORMAL_CLEARING"), ""),
    "busy": (Dialled("busy", "USER_BUSY"), "busy"),
    "nobody came": (Dialled("no_answer", "NO_ANSWER"), "failed"),
}


@pytest.mark.parametrize(("dialled", "exit_"), TRANSFERS.values(), ids=TRANSFERS)
def test_after_a_lost_engine_an_attended_transfer_goes_on(
    monkeypatch: pytest.MonkeyPatch, dialled: Dialled, exit_: str
) -> None:
    monkeypatch.setattr(SimChannel, "last_dial", lambda self, step: dialled)
    staged = stage(node_of("transfer", {"target": "8001", "kind": "attended"}), resumed=True)
    assert (staged.exit, isinstance(staged.step, Finish)) == (exit_, not exit_)

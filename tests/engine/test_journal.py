"""The journal: what is heard and pressed, what is masked, and what live and simulated runs must share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import ClassVar

import pytest

from engine.channel import JournaledChannel, heard_text
from engine.events import MASK, Event, Heard, KeyPressed, VariableSet
from engine.journal import comparable
from engine.runner import run_call
from engine.spoken import utterances
from flows.release import CompiledNode, Variable
from nodes.call import Call
from nodes.clips import Clip, Part
from nodes.contract import Exit, Step
from nodes.errors import CallEnded, ServiceRefused, ServiceUnavailable
from nodes.services import HttpReply, HttpRequest
from tests.engine.build import at, flow, release
from tests.engine.steps import Ask, Go, Put, TestNode
from tests.engine.world import FakeChannel, FakeClock, FakeWorld, services

TEXTS = {
    "chinese": ([Clip("speech", "您好，", "zh-CN"), Clip("speech", "再见", "zh-CN")], "您好，再见"),
    "english": ([Clip("speech", "Hello", "en"), Clip("silence"), Clip("sound", "bell")], "Hello bell"),
    "a text on the first clip only": ([Clip("speech", "a b c", "en"), Clip("speech", "", "en")], "a b c"),
    "nothing": ([Clip("silence", ms=5)], ""),
}


@pytest.mark.parametrize(("clips", "text"), TEXTS.values(), ids=TEXTS)
def test_heard_text(clips: list[Clip], text: str) -> None:
    assert heard_text(clips) == text


class Speak(TestNode):
    """Speaks a variable with words around it, and reports it."""

    type_id: ClassVar[str] = "speak"
    name: str

    def exits(self) -> tuple[Exit, ...]:
        return (Exit("done"),)

    def run(self, call: Call) -> Step:
        value = str(call.frame.variables[self.name])
        parts = [Part("text", "It is"), Part("value", value, "digits"), Part("text", "yes")]
        call.channel.play(call.services.speech.clips(parts, "en"))
        call.channel.play((Clip("speech", f"again {value}.", "en"),))
        call.services.reports.log("info", f"value {value}, not {value}0")
        call.services.reports.milestone("said", value)
        call.channel.send_keys(value)
        return "done"


class Joined:
    """Speech as the real service does it: the whole utterance's text stands on its first clip."""

    def clips(self, parts: Sequence[Part], language: str, voice: str = "") -> tuple[Clip, ...]:
        return tuple(Clip("speech", text, language) for text, _ in utterances(parts, language))

    def system(self, name: str, language: str) -> tuple[Clip, ...]:
        return ()


def run(*nodes: CompiledNode, keys: str = "", variables: tuple[Variable, ...] = ()) -> list[Event]:
    """The events of a call through `nodes`, with joined speech."""
    clock, events = FakeClock(), list[Event]()
    end = at("end", Go(kind="finish", to="ok"))
    made = release(flow("main", *nodes, end, variables=variables))
    run_call(made, FakeChannel(keys, clock), replace(services(clock), speech=Joined()), events.append)
    return events


def everything(events: list[Event]) -> str:
    """All words of a journal."""
    return "\n".join(f"{event.kind} {event.detail()}" for event in events)


def test_a_sensitive_variable_is_masked_wherever_it_is_said() -> None:
    events = run(
        at("put", Put(name="pin", value="4711"), next="speak"),
        at("speak", Speak(name="pin"), done="end"),
        variables=(Variable("pin", "text", sensitive=True),),
    )
    assert "4711" not in everything(events).replace("47110", "")
    assert "four" not in everything(events)
    heard = [event.text for event in events if isinstance(event, Heard)]
    assert heard == [f"It is {MASK} yes", f"again {MASK}."]
    assert f"text=value {MASK}, not 47110" in everything(events)


def test_a_sensitive_node_masks_keys_and_what_it_sets() -> None:
    events = run(
        at("ask", Ask(into="key"), sensitive=True, k1="speak"),
        at("speak", Speak(name="key"), done="end"),
        keys="1",
        variables=(Variable("key", "text"),),
    )
    assert [event.key for event in events if isinstance(event, KeyPressed)] == [MASK]
    assert [event.value for event in events if isinstance(event, VariableSet)] == [MASK]
    assert f"again {MASK}." in everything(events)


def test_nothing_is_masked_without_sensitive_parts() -> None:
    events = run(
        at("put", Put(name="no", value="4711"), next="speak"),
        at("speak", Speak(name="no"), done="end"),
        variables=(Variable("no", "text"),),
    )
    assert "It is four seven one one yes" in everything(events)


def test_long_values_are_left_out() -> None:
    events = run(
        at("put", Put(name="rows", value=[{"text": "x" * 200}] * 100), next="end"),
        variables=(Variable("rows", "rows"),),
    )
    values = [event.value for event in events if isinstance(event, VariableSet)]
    assert values == ["(21400 characters of list, left out)"]


class Lookup(TestNode):
    """Uses a web service."""

    type_id: ClassVar[str] = "lookup"

    def exits(self) -> tuple[Exit, ...]:
        return (Exit("ok"),)

    def run(self, call: Call) -> Step:
        call.services.http.request(HttpRequest("crm", "GET", "/cases"))
        return "ok"


OUTCOMES = {
    "an answer": (None, "404"),
    "a refusal": (ServiceRefused("no"), "refused"),
    "nobody there": (ServiceUnavailable("no"), "unavailable"),
    "a defect": (KeyError("x"), "failed"),
}


@pytest.mark.parametrize(("error", "outcome"), OUTCOMES.values(), ids=OUTCOMES)
def test_services_used(error: Exception | None, outcome: str) -> None:
    class World(FakeWorld):
        def request(self, request: HttpRequest) -> HttpReply:
            if error:
                raise error
            return HttpReply(404)

    clock, events = FakeClock(), list[Event]()
    made = release(flow("main", at("get", Lookup(), ok="end"), at("end", Go(kind="finish", to="ok"))))
    run_call(made, FakeChannel("", clock), services(clock, World()), events.append)
    used = [event.detail() for event in events if event.kind == "service_used"]
    assert used == [f"service=http.request target=crm GET /cases outcome={outcome}"]


class Tell(TestNode):
    """Tells a web service something and does not wait."""

    type_id: ClassVar[str] = "tell"

    def exits(self) -> tuple[Exit, ...]:
        return (Exit("ok"),)

    def run(self, call: Call) -> Step:
        with suppress(ServiceUnavailable):
            call.services.http.send(HttpRequest("crm", "POST", "/told"))
        return "ok"


@pytest.mark.parametrize(("fails", "outcome"), [(False, "200"), (True, "unavailable")])
def test_what_is_sent_without_waiting_is_journalled(fails: bool, outcome: str) -> None:
    class World(FakeWorld):
        def send(self, request: HttpRequest, told: Callable[[str], None] = lambda outcome: None) -> None:
            if fails:
                raise ServiceUnavailable("no")
            told("200")

    clock, events = FakeClock(), list[Event]()
    made = release(flow("main", at("tell", Tell(), ok="end"), at("end", Go(kind="finish", to="ok"))))
    run_call(made, FakeChannel("", clock), services(clock, World()), events.append)
    used = [event for event in events if event.kind == "service_used"]
    assert [event.detail() for event in used] == [
        f"service=http.send target=crm POST /told outcome={outcome}"
    ]
    assert comparable(events) == comparable(event for event in events if event not in used)


def test_comparable_leaves_out_times_and_what_a_key_cut_short() -> None:
    early = [
        Heard(1.0, "a", "one", "en", "done"),
        Heard(2.0, "b", "two", "en", "key", "1"),
        KeyPressed(2, "b", "1"),
    ]
    late = [Heard(9.0, "a", "one", "en", "done"), KeyPressed(9.9, "b", "1")]
    assert comparable(early) == comparable(late)
    assert comparable(early) != comparable([*late, KeyPressed(10, "b", "2")])
    assert comparable(early) != comparable([Heard(1.0, "a", "other", "en", "done"), *late[1:]])


def test_no_media_after_the_end() -> None:
    clock = FakeClock()
    seen: list[JournaledChannel] = []

    class Peek(TestNode):
        type_id: ClassVar[str] = "peek"

        def exits(self) -> tuple[Exit, ...]:
            return (Exit("next"),)

        def run(self, call: Call) -> Step:
            assert isinstance(call.channel, JournaledChannel)
            seen.append(call.channel)
            return "next"

    made = release(flow("main", at("peek", Peek(), next="end"), at("end", Go(kind="finish", to="ok"))))
    run_call(made, FakeChannel("", clock), services(clock), list[Event]().append)
    channel = seen[0]
    for verb in (
        channel.answer,
        lambda: channel.play(()),
        lambda: channel.next_key(1),
        lambda: channel.send_keys("1"),
        lambda: channel.transfer("1000"),
        lambda: channel.execute("playback"),
    ):
        with pytest.raises(CallEnded):
            verb()
    assert channel.get("x") == ""
    assert not channel.up

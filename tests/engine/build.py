"""Builds flows and releases by hand, runs calls through them, and shows what happened."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.events import Event
from engine.limits import Limits
from engine.runner import Outcome, run_call
from flows.release import CompiledFlow, CompiledNode, Release, Variable
from nodes.contract import Node
from tests.engine.world import FakeChannel, FakeClock, FakeWorld, services


def at(id_: str, node: Node, *, enabled: bool = True, sensitive: bool = False, **exits: str) -> CompiledNode:
    """A node with its wired exits."""
    return CompiledNode(id_, node, exits, enabled=enabled, sensitive=sensitive)


def flow(
    name: str,
    *nodes: CompiledNode,
    variables: Iterable[Variable] = (),
    on_error: str = "",
    on_hangup: str = "",
    keys: Mapping[str, str] | None = None,
) -> CompiledFlow:
    """A flow that starts at its first node."""
    return CompiledFlow(
        name,
        name,
        "en",
        nodes[0].id,
        {node.id: node for node in nodes},
        {variable.name: variable for variable in variables},
        on_hangup,
        on_error,
        keys or {},
    )


def release(*flows: CompiledFlow) -> Release:
    """A release whose main flow is the first."""
    digest = hashlib.sha256(flows[0].name.encode()).hexdigest()
    return Release(digest, flows[0].name, {each.name: each for each in flows})


def path(events: Iterable[Event]) -> list[str]:
    """What a test compares: the ways through the nodes, what was heard, and how it ended."""
    shown = []
    for event in events:
        data = event.to_json()
        if event.kind == "node_left":
            shown.append(f"{data['node']}>{data['exit']}")
        elif event.kind == "heard":
            shown.append(f"'{data['text']}'")
        elif event.kind == "hung_up":
            shown.append(f"hangup:{data['by']}")
        elif event.kind == "node_failed":
            shown.append(f"{data['node']}!{data['error']}")
        elif event.kind == "call_finished":
            shown.append(f"={data['result']}")
    return shown


@dataclass(frozen=True)
class Ran:
    """What one call left behind."""

    outcome: Outcome
    events: list[Event]
    channel: FakeChannel

    @property
    def path(self) -> list[str]:
        return path(self.events)


def ring(
    release_: Release,
    keys: str = "",
    world: FakeWorld | None = None,
    limits: Limits | None = None,
    **more: object,
) -> Ran:
    """Run one call of a scripted caller."""
    clock, events = FakeClock(), list[Event]()
    channel = FakeChannel(keys, clock)
    outcome = run_call(
        release_,
        channel,
        services(clock, world),
        events.append,
        limits=limits or Limits(),
        **more,  # type: ignore[arg-type]
    )
    return Ran(outcome, events, channel)

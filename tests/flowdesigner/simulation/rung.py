"""A simulated call for tests: the workspace with a flow, and the fake or the real worker behind it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from flowdesigner.document.desk import FlowDocument
from flowdesigner.simulation.simulation import Simulation
from flowdesigner.simulation.simulations import Simulations
from flowdesigner.window.workspace import Workspace
from flows.model import Flow
from tests.flowdesigner.flows import small
from tests.flows.build import prompt

FAKE = str(Path(__file__).with_name("fake.py"))
LONG = 20_000
"""Milliseconds that a loaded machine may take."""


def fake(mode: str) -> list[str]:
    """The command of the fake worker."""
    return [sys.executable, FAKE, mode]


class Told:
    """What a workspace told."""

    def __init__(self, workspace: Workspace) -> None:
        self.texts: list[str] = []
        workspace.told.connect(lambda sentence: self.texts.append(str(sentence)))

    def __contains__(self, words: str) -> bool:
        return any(words in text for text in self.texts)


def opened(workspace: Workspace, file: Path) -> FlowDocument:
    """The document of a file."""
    document = workspace.open(file)
    assert document is not None
    return document


def ring(workspace: Workspace, file: Path, mode: str = "") -> Simulation:
    """Begin a call, at no speed and without sound; with the fake worker if `mode` says so."""
    simulations = Simulations.of(workspace)
    simulations.command = fake(mode) if mode else ()
    simulations.set_sound(False)
    simulations.set_speed(0)
    opened(workspace, file)
    simulations.toggle()
    assert simulations.shown is not None
    return simulations.shown


def held(simulation: Simulation, reason: str = "caller") -> Callable[[], bool]:
    """Whether the call stands still for that reason."""

    def is_held() -> bool:
        assert simulation.fault is None, str(simulation.fault)
        return simulation.call.held is not None and simulation.call.held["reason"] == reason

    return is_held


def callable_flow(name: str = "small") -> Flow:
    """`small` without errors."""
    flow = small()
    flow.name = name
    ask = flow.nodes["ask"]
    flow.nodes["ask"] = replace(ask, prompts={"prompt": prompt(_="Your number, please.")})
    return flow

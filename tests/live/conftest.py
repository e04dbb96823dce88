"""Fixtures of the live tests: a published project, one engine or two, and somebody who rings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.live.by_hours import add_lines
from tests.live.engines import FALLBACK, Caller, Engine, Project, entrance, ring
from tests.switch import Switch

NUMBER = "12345"
"""The line of the trial flow."""

Ring = Callable[..., Caller]


@pytest.fixture(scope="session")
def project(switch: Switch, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The trial project, its flow published on NUMBER."""
    made = Project.trial(switch, tmp_path_factory.mktemp("trial") / "project")
    made.publish("trial", NUMBER)
    switch.extension(
        FALLBACK, [("answer", ""), ("playback", "silence_stream://20000"), ("hangup", "")], "public"
    )
    return made


@pytest.fixture(scope="session")
def lines(project: Project) -> Project:
    """The trial project with lines by hours, lists and a limit as well."""
    add_lines(project)
    return project


@pytest.fixture
def two(switch: Switch, project: Project) -> Iterator[tuple[Engine, Engine]]:
    """Two engines; the dialplan offers a call to the first, then to the second."""
    first, second = project.engine("first"), project.engine("second")
    try:
        first.start()
        second.start()
        with entrance(switch, project, (first, second)):
            yield first, second
            switch.api("hupall")
    finally:
        first.stop()
        second.stop()


@pytest.fixture(scope="module")
def engine(switch: Switch, project: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One engine for all tests of a module."""
    running = project.engine(tmp_path_factory.mktemp("engine").name)
    try:
        running.start()
        with entrance(switch, project, (running,)):
            yield running
            switch.api("hupall")
    finally:
        running.stop()


@pytest.fixture
def call(switch: Switch, project: Project) -> Iterator[Ring]:
    """Rings the line of the trial flow; whoever is still there afterwards hangs up."""
    callers: list[Caller] = []

    def somebody(number: str = NUMBER, **circumstances: Any) -> Caller:
        callers.append(ring(switch, project, number, **circumstances))
        return callers[-1]

    yield somebody
    for caller in callers:
        caller.hang_up()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of the test's own."""
    return tmp_path

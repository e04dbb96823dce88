"""What is left when the window is closed: no process, no thread, no line to an engine, no sound."""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QApplication

from flowdesigner.document.desk import FlowDocument
from flowdesigner.live.panel import LivePanel
from flowdesigner.properties.hearing import Hearing
from flowdesigner.publishing import asked
from flowdesigner.publishing.panel import PublishPanel
from flowdesigner.simulation.scripts import Scripts
from flowdesigner.simulation.simulations import Simulations
from flowdesigner.sound.out import Tape
from flowdesigner.traces.calls import CallsDialog
from flowdesigner.traces.viewer import TraceViewer
from flowdesigner.window.main import MainWindow
from flows.write import save
from nodes.prompts import Segment
from tests.flowdesigner.flows import small
from tests.flowdesigner.live.engine import FakeEngine, engine
from tests.flowdesigner.simulation.rung import LONG, fake, opened

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
TASKS = Path("/proc/self/task")
T = TypeVar("T")


def children() -> set[int]:
    """The processes that this one has begun; none where the system does not tell."""
    files = TASKS.glob("*/children") if TASKS.is_dir() else ()
    return {int(number) for file in files for number in file.read_text().split()}


def lines_to(port: int) -> int:
    """Open connections to a port of this machine; 0 where the system does not tell."""
    table = Path("/proc/net/tcp")
    rows = [row.split() for row in table.read_text().splitlines()[1:]] if table.is_file() else []
    return sum(row[2].endswith(f":{port:04X}") and row[3] == "01" for row in rows)


def running() -> list[QProcess]:
    """The processes that belong to a window or to the program."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    roots = [application, *application.topLevelWidgets()]
    found = {process for root in roots for process in root.findChildren(QProcess)}
    return [process for process in found if process.state() != QProcess.ProcessState.NotRunning]


def panel(window: MainWindow, name: str, sort: type[T]) -> T:
    """A panel of the window."""
    widget = window.workspace.panel(name)
    assert isinstance(widget, sort)
    return widget


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two flows in a project."""
    (tmp_path / "callwright.toml").write_text("")
    made = []
    for name in ("small", "other"):
        flow = small()
        flow.name = name
        save(flow, tmp_path / f"{name}.flow.xml")
        made.append(tmp_path / f"{name}.flow.xml")
    return made


@pytest.fixture(autouse=True)
def asleep(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks the command line waits for long."""

    def program(_: Sequence[str]) -> tuple[str, list[str]]:
        return SLEEP[0], SLEEP[1:]

    monkeypatch.setattr(asked, "callwright", program)


def busy(window: MainWindow, files: list[Path], qtbot: QtBot, fake_engine: FakeEngine) -> Tape:
    """Everything that can run runs; the sound of a prompt."""
    simulations = Simulations.of(window.workspace)
    simulations.set_sound(False)
    for file, mode in zip(files, ("echo", "mute"), strict=True):
        simulations.command = fake(mode)
        opened(window.workspace, file)
        simulations.toggle()
    scripts, viewer = panel(window, "scripts", Scripts), panel(window, "trace", TraceViewer)
    scripts.command = viewer.command = SLEEP
    scripts.play()
    viewer.calls()
    publish, live = panel(window, "publish", PublishPanel), panel(window, "live", LivePanel)
    window.docks.show("publish")
    publish.look()
    live.engines.url.setText(fake_engine.url)
    live.engines.add()
    live.heat.ask()
    hearing = window.findChildren(Hearing)[0]
    tape = Tape()
    hearing.player._open = lambda: tape
    hearing.player.play([bytes(800)])
    speaking = window.findChildren(Hearing)[-1]
    speaking.speaker.command = SLEEP
    speaking.hear([Segment("say", "Hello")], "en", window)
    qtbot.waitUntil(lambda: live.engines.links[0].state == "attached", timeout=LONG)
    dialog = viewer.findChild(CallsDialog)
    assert isinstance(dialog, CallsDialog)
    qtbot.waitUntil(lambda: len(running()) >= 7, timeout=LONG)
    return tape


@pytest.mark.slow
def test_nothing_is_left_running(window: MainWindow, qtbot: QtBot, files: list[Path]) -> None:
    threads, before = set(threading.enumerate()), children()
    with engine() as fake_engine:
        served = set(threading.enumerate()) - threads
        tape = busy(window, files, qtbot, fake_engine)
        assert lines_to(fake_engine.port) or not Path("/proc/net/tcp").is_file()
        window.close()
        assert running() == [] and children() <= before
        assert tape.closed
        simulations = Simulations.of(window.workspace)
        assert not simulations.running and window.workspace.documents == []
        qtbot.waitUntil(lambda: not lines_to(fake_engine.port), timeout=LONG)
        handlers = "process_request_thread"

        def ours() -> list[threading.Thread]:
            left = set(threading.enumerate()) - threads - served
            return [each for each in left if handlers not in each.name]

        qtbot.waitUntil(lambda: not ours(), timeout=LONG)
    assert not window.isVisible()


def test_an_author_who_stays_keeps_the_call(
    window: MainWindow, qtbot: QtBot, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    simulations = Simulations.of(window.workspace)
    simulations.command = fake("echo")
    simulations.set_sound(False)
    document = opened(window.workspace, files[0])
    simulations.toggle()
    document.set_attribute("title", "changed")

    def stay(_: FlowDocument) -> bool:
        return False

    monkeypatch.setattr(window.workspace.filing, "may_close", stay)
    assert not window.close()
    assert simulations.running, "nothing was ended"
    monkeypatch.undo()
    simulations.end()
    assert running() == []

"""The worker's process: lines in batches, answers, silence, death, garbage."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from flowdesigner.simulation.buffer import LineBuffer
from flowdesigner.simulation.phone import Phone
from flowdesigner.simulation.process import BATCH, Process
from flowdesigner.simulation.simulations import Simulations
from flowdesigner.simulation.worker import Worker
from flowdesigner.window.workspace import Workspace
from tests.flowdesigner.simulation.rung import LONG, Told, fake, ring

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_lines_are_cut_and_garbage_is_kept_apart() -> None:
    buffer = LineBuffer(most=100)
    buffer.put(b'{"a":1}\n{"b"')
    assert buffer.take(10) == [{"a": 1}] and not buffer.waiting
    buffer.put(':"你好"}\n\n[1]\nnonsense\n{"c":3}\n'.encode())
    assert buffer.take(1) == [{"b": "你好"}]
    assert buffer.take(10) == [{"c": 3}] and buffer.garbled == ["[1]", "nonsense"]
    buffer.put(b"x" * 101)
    assert buffer.overfull


def test_a_flood_comes_in_batches_and_whole(qtbot: QtBot, tmp_path: Path) -> None:
    process = Process(command=fake("flood"))
    batches: list[int] = []
    process.lines.connect(lambda lines: batches.append(len(lines)))
    process.start([], tmp_path)
    qtbot.waitUntil(lambda: sum(batches) == 30_004, timeout=LONG)
    assert max(batches) <= BATCH
    with qtbot.waitSignal(process.ended, timeout=LONG) as ended:
        process.stop()
    assert ended.args == [0, None]


def test_a_program_that_is_missing_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    process = Process(command=[str(tmp_path / "nothing")])
    with qtbot.waitSignal(process.ended, timeout=LONG) as ended:
        process.start([], tmp_path)
    assert ended.args is not None and ended.args[0] == -1 and "could not be started" in str(ended.args[1])


def test_what_it_said_last_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    worker = Worker(command=fake("refuse"))
    with qtbot.waitSignal(worker.ended, timeout=LONG) as ended:
        worker.start([], tmp_path)
    assert ended.args is not None and "no such project" in str(ended.args[0])


def test_answers_come_after_what_came_before(qtbot: QtBot, tmp_path: Path) -> None:
    worker = Worker(command=fake("echo"))
    seen: list[Any] = []
    worker.lines.connect(lambda lines: seen.extend(line["event"] for line in lines))
    worker.start([], tmp_path)
    worker.send("press", lambda line: seen.append(line["event"]), keys="1")
    qtbot.waitUntil(lambda: "done" in seen, timeout=LONG)
    assert seen == ["hello", "started", "journal", "journal", "refused", "done"]
    with qtbot.waitSignal(worker.ended, timeout=LONG):
        worker.process.kill()


@pytest.mark.parametrize("mode", ["deaf", "mute"])
def test_one_that_hangs_is_told_then_ended(mode: str, qtbot: QtBot, tmp_path: Path) -> None:
    worker = Worker(command=fake(mode), quiet_ms=100, limit_ms=600)
    silent: list[bool] = []
    worker.silent.connect(silent.append)
    with qtbot.waitSignal(worker.ended, timeout=LONG) as ended:
        worker.start([], tmp_path)
        worker.send("go")
    assert silent[-1] is True
    assert ended.args is not None and "did not answer" in str(ended.args[0])


def test_a_call_whose_worker_dies_is_told_and_rung_again(
    workspace: Workspace, qtbot: QtBot, file: Path
) -> None:
    told = Told(workspace)
    call = ring(workspace, file, "die")
    qtbot.waitUntil(lambda: call.call.node == "welcome", timeout=LONG)
    workspace.documents[0].set_attribute("title", "Edited while it rings")
    call.press("1")
    qtbot.waitUntil(lambda: not call.running, timeout=LONG)
    assert "Segmentation fault" in told and call.fault is not None
    assert [entry["kind"] for entry in call.call.journal] == ["flow_entered", "node_entered"], "kept"
    assert workspace.documents[0].modified and workspace.documents[0].flow.title.startswith("Edited")
    call.command = fake("echo")
    call.start()
    qtbot.waitUntil(lambda: call.call.node == "welcome", timeout=LONG)
    assert call.running and call.fault is None
    call.stop()


def test_garbage_is_told_and_the_call_goes_on(workspace: Workspace, qtbot: QtBot, file: Path) -> None:
    told = Told(workspace)
    call = ring(workspace, file, "garble")
    call.press("1")
    qtbot.waitUntil(lambda: "not a line" in told, timeout=LONG)
    assert call.running
    call.stop()
    assert not call.running and not Simulations.of(workspace).running


def test_a_flow_with_errors_says_so(workspace: Workspace, qtbot: QtBot, file: Path) -> None:
    told = Told(workspace)
    call = ring(workspace, file, "problems")
    qtbot.waitUntil(lambda: not call.running, timeout=LONG)
    assert "errors (1)" in told


@pytest.mark.slow
def test_a_call_whose_worker_hangs_is_told_and_rung_again(
    workspace: Workspace, qtbot: QtBot, file: Path
) -> None:
    told = Told(workspace)
    phone = Phone(workspace)
    qtbot.addWidget(phone)
    document = workspace.open(file)
    assert document is not None
    call = Simulations.of(workspace).simulation(document)
    call.quiet_ms, call.limit_ms, call.command = 1_000, 4_000, fake("deaf")
    ring(workspace, file, "deaf")
    qtbot.waitUntil(lambda: "does not answer" in phone.state.text(), timeout=LONG)
    qtbot.waitUntil(lambda: not call.running, timeout=LONG)
    assert "did not answer" in told and "did not answer" in phone.state.text()
    call.quiet_ms, call.limit_ms, call.command = 20_000, 60_000, fake("echo")
    call.start()
    qtbot.waitUntil(lambda: call.call.node == "welcome", timeout=LONG)
    assert not call.silent
    call.stop()

"""What is prepared outside, call scripts with coverage, and scripts that are kept beside a flow."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from flowdesigner.simulation.given import read_given
from flowdesigner.simulation.mocks import EXAMPLES, MocksPanel
from flowdesigner.simulation.recording import NotKept, append, joined
from flowdesigner.simulation.results import Results
from flowdesigner.simulation.scripts import RESULT, Scripts
from flowdesigner.simulation.simulations import Simulations
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import speak
from flows.write import save
from simulator.grammar import GivenRow
from tests.flowdesigner.simulation.rung import LONG, Told, callable_flow, held, opened, ring

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A flow without errors."""
    path = tmp_path / "small.flow.xml"
    save(callable_flow(), path)
    return path


# --- what is prepared

MISTAKES = {
    "legs:\n- {outcome: bsy}": (2, "outcome", "应为其中之一"),
    "nonsense: 1": (1, "'nonsense' is not known", "不认识"),
    "- a": (1, "names with values", "名字"),
    "a: [": (1, "not YAML", "不是 YAML"),
    "rows: {hotline: {cases: [{no: 1}]}}": (1, "call scripts only", "通话脚本"),
}


@pytest.mark.parametrize("text", MISTAKES)
def test_mistakes_are_found_in_their_line(text: str) -> None:
    line, en, zh = MISTAKES[text]
    (mistake,) = read_given(text).mistakes
    assert mistake.line == line and en in mistake.en and zh in mistake.zh


def test_what_is_read_is_what_the_worker_takes() -> None:
    given = read_given("caller: 0571\nlegs:\n- {outcome: busy, times: 1}\nnow: 2026-01-15T22:00+08:00\n")
    assert given.value["caller"] == "0571" and given.value["legs"][0]["outcome"] == "busy"
    assert GivenRow.model_validate(given.value).now is not None
    assert read_given("").value == {} and read_given("# nothing\n").mistakes == ()


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_examples_are_right(number: int) -> None:
    assert read_given(EXAMPLES[number][1]).mistakes == ()


def test_the_panel_checks_and_keeps(workspace: Workspace, qtbot: QtBot, file: Path) -> None:
    panel = MocksPanel(workspace)
    qtbot.addWidget(panel)
    assert not panel.isEnabled()
    document = opened(workspace, file)
    panel.insert("legs:\n- {outcome: bsy}\n")
    qtbot.waitUntil(lambda: "line 2" in panel.status.text(), timeout=LONG)
    assert not panel.apply.isEnabled()
    speak("zh_CN")
    assert "第 2 行" in panel.status.text()
    panel.text.setPlainText("caller: '110'\n")
    panel.check()
    assert panel.apply.isEnabled() and Simulations.of(workspace).simulation(document).given == {
        "caller": "110"
    }
    workspace.new()
    assert panel.text.toPlainText() == ""
    workspace.bring(document)
    assert panel.text.toPlainText() == "caller: '110'\n"
    again = MocksPanel(workspace)
    qtbot.addWidget(again)
    assert again.text.toPlainText() == "caller: '110'\n", "remembered"


def test_a_call_has_what_is_prepared(workspace: Workspace, qtbot: QtBot, file: Path) -> None:
    told = Told(workspace)
    panel = MocksPanel(workspace)
    qtbot.addWidget(panel)
    opened(workspace, file)
    panel.text.setPlainText("caller: '110'\n")
    panel.use()
    call = ring(workspace, file)
    qtbot.waitUntil(held(call), timeout=LONG)
    assert call.call.journal[0]["caller"] == "110"
    panel.text.setPlainText("calendars: {office: closed}\n")
    panel.use()
    qtbot.waitUntil(lambda: "The call has it" in told, timeout=LONG)
    call.stop()


# --- scripts kept

ONE = "flow: small\n\ncases:\n- name: one\n  steps:\n  - press: 1\n"
TWO = "flow: small\n\ncases:\n- name: two\n  steps:\n  - hang up\n"


@pytest.mark.parametrize(
    "before",
    [
        "# mine\ncases:\n- name: old # a word\n  keys: '1'\n",
        "cases:\n  - name: old\n    keys: '1'\n",
        "given: {now: 2026-01-15T10:00+08:00}\ncases:\n- {name: old, keys: '1'}",
    ],
)
def test_cases_are_put_behind_those_there(before: str) -> None:
    made = joined(before, TWO, "x")
    assert made.startswith(before.rstrip("\n"))
    assert [case["name"] for case in yaml.safe_load(made)["cases"]] == ["old", "two"]


@pytest.mark.parametrize(
    "before", ["cases: []\n", "cases:\n- name: old\ngiven: {}\n", "cases: [", "just words"]
)
def test_what_cannot_be_appended_to_is_left(before: str, tmp_path: Path) -> None:
    file = tmp_path / "small.calls.yaml"
    file.write_text(before)
    with pytest.raises(NotKept, match="left as it is"):
        append(file, TWO)
    assert file.read_text() == before


def test_new_files_and_folders_that_are_not_there(tmp_path: Path) -> None:
    append(tmp_path / "small.calls.yaml", ONE)
    append(tmp_path / "small.calls.yaml", TWO)
    cases = yaml.safe_load((tmp_path / "small.calls.yaml").read_text())["cases"]
    assert [case["name"] for case in cases] == ["one", "two"]
    with pytest.raises(NotKept):
        append(tmp_path / "none" / "x.calls.yaml", ONE)


# --- scripts played


def test_scripts_are_played_with_what_is_drawn(workspace: Workspace, qtbot: QtBot, file: Path) -> None:
    script = file.with_name("small.calls.yaml")
    script.write_text(
        ONE.replace("- press: 1", "- press: 1\n  - hear: Your digits") + TWO.split("cases:\n")[1]
    )
    panel = Scripts(workspace)
    qtbot.addWidget(panel)
    document = opened(workspace, file)
    panel.play()
    assert panel.running
    qtbot.waitUntil(lambda: not panel.running, timeout=LONG)
    assert "1 passed, 1 failed" in panel.state.text()
    first = panel.list.topLevelItem(0)
    assert first is not None and first.text(0).startswith("✗ one") and first.childCount() >= 1
    case = first.data(0, RESULT)
    assert case.node and case.flow == "small"
    panel.list.itemClicked.emit(first, 0)
    assert document.selection.current == case.node
    assert workspace.canvas is not None
    lights = workspace.canvas.flow_scene.lights
    assert set(lights.colours) == set(document.flow.nodes) and lights.wire_colours
    workspace.new()
    workspace.bring(document)
    assert lights.colours, "the colours stay until the next call"
    panel.cover.setChecked(False)
    assert not workspace.canvas.flow_scene.lights.colours
    speak("zh_TW")
    assert "個通過" in panel.state.text()


def test_the_coverage_steps_aside_for_a_call(workspace: Workspace, qtbot: QtBot, file: Path) -> None:
    file.with_name("small.calls.yaml").write_text(ONE)
    panel = Scripts(workspace)
    qtbot.addWidget(panel)
    opened(workspace, file)
    simulations = Simulations.of(workspace)
    simulations.began.emit()
    assert panel.cover.isChecked(), "nothing was played, nothing is in the way"
    for _ in range(2):
        panel.play()
        qtbot.waitUntil(lambda: not panel.running, timeout=LONG)
        assert workspace.canvas is not None
        assert panel.cover.isChecked() and workspace.canvas.flow_scene.lights.wire_colours
        simulations.began.emit()
        assert not panel.cover.isChecked() and not workspace.canvas.flow_scene.lights.wire_colours


def test_scripts_that_cannot_be_played_say_why(workspace: Workspace, qtbot: QtBot, file: Path) -> None:
    panel = Scripts(workspace)
    qtbot.addWidget(panel)
    panel.play()
    assert not panel.running, "nothing is open"
    opened(workspace, file)
    panel.play()
    qtbot.waitUntil(lambda: not panel.running, timeout=LONG)
    assert panel.list.topLevelItemCount() == 0 and panel.state.text() and "Playing" not in panel.state.text()
    panel.play()
    panel.toggle()
    qtbot.waitUntil(lambda: not panel.running, timeout=LONG)
    assert panel.state.text() == "Stopped."


def test_coverage_in_three_colours() -> None:
    results = Results()
    missed = [{"sort": "node", "node": "c"}, {"sort": "exit", "node": "b", "name": "no"}, {"sort": "prompt"}]
    results.take({"kind": "coverage", "flow": "f", "percent": 50.0, "missed": missed})
    results.take({"kind": "problem", "file": "x.calls.yaml", "message": "no such flow"})
    results.take({"kind": "tomorrow"})
    nodes, wires = results.colours("f", "abc", [("b", "no"), ("b", "yes")], "good", "part", "bad")
    assert nodes == {"a": "good", "b": "part", "c": "bad"} and wires == {
        ("b", "no"): "bad",
        ("b", "yes"): "good",
    }
    assert results.colours("g", "a", [], "good", "part", "bad") == ({}, {})
    assert [case.words for case in results.failed] == [("no such flow",)]

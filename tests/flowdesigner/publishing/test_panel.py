"""Publishing from the window: what is asked of the command line, what is shown, what an author is asked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from flowdesigner.document.desk import FlowDocument
from flowdesigner.publishing import asked
from flowdesigner.publishing.panel import PublishPanel
from flowdesigner.publishing.standing import standing
from flowdesigner.publishing.store_box import STORES
from flowdesigner.publishing.wish import LIST, PERCENT, Wish
from flowdesigner.words.say import speak
from tests.flowdesigner.flows import small
from tests.flowdesigner.publishing.pretended import (
    CHANGE,
    LOOK,
    NEW,
    OLD,
    FakeCommand,
    answering,
    force,
    idle,
    press,
)

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from flowdesigner.window.workspace import Workspace


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeCommand:
    made = FakeCommand(tmp_path)
    monkeypatch.setattr(asked, "callwright", made)
    return made


@pytest.fixture
def panel(qtbot: QtBot, workspace: Workspace, file: Path, command: FakeCommand) -> PublishPanel:
    (file.parent / "data").mkdir()
    (file.parent / "data" / "callwright.sqlite").touch()
    workspace.open(file)
    made = PublishPanel(workspace)
    qtbot.addWidget(made)
    made.resize(420, 700)
    made.show()
    idle(qtbot, made)
    return made


def test_how_the_flow_stands(panel: PublishPanel) -> None:
    assert panel.state.text() == f"Live {OLD[:12]} on public/12345; calls: 4"
    rows = [panel.history.topLevelItem(row) for row in range(panel.history.topLevelItemCount())]
    assert [(row.text(1), row.text(3), row.text(4)) for row in rows if row] == [
        ("published", "ann", "first"),
        ("published", "bob", "5 %"),
    ]
    speak("zh_CN")
    assert panel.history.topLevelItem(0).text(1) == "发布"  # type: ignore[union-attr]
    assert panel.tabs.tabText(1) == "记录"


def test_a_look_shows_the_changes_here_and_on_the_drawing(
    qtbot: QtBot, panel: PublishPanel, workspace: Workspace, command: FakeCommand
) -> None:
    panel.buttons["look"].click()
    assert panel.buttons["stop"].isEnabled() and not panel.buttons["publish"].isEnabled()
    idle(qtbot, panel)
    assert panel.work.sentence.text() == LOOK["summary"]
    assert panel.changes.list.item(0).text() == "~ main: exit one leads to end"
    canvas = workspace.canvas
    assert canvas is not None
    lights = canvas.flow_scene.lights
    assert set(lights.colours) == {"main"} and set(lights.wire_colours) == {("main", "one")}
    panel.changes.on_drawing.setChecked(False)
    assert not lights.colours
    (words,) = command.asked("publish")
    assert "--dry-run" in words and "--force" in words and "--yes" not in words
    panel.changes.list.itemActivated.emit(panel.changes.list.item(0))
    assert workspace.document is not None and workspace.document.selection.current == "main"


def test_changes_of_the_flows_that_it_enters(
    qtbot: QtBot, panel: PublishPanel, workspace: Workspace, command: FakeCommand
) -> None:
    main = workspace.document
    assert main is not None
    panel.changes.show_changes(
        main, [CHANGE, {**CHANGE, "flow": "inner", "node": "welcome", "kind": "node_added"}]
    )
    flow = small()
    flow.name = "inner"
    inner = workspace.add(FlowDocument(flow))
    canvas = workspace.canvas_of(inner)
    assert canvas is not None and set(canvas.flow_scene.lights.colours) == {"welcome"}
    panel.changes.list.itemActivated.emit(panel.changes.list.item(0))
    assert workspace.document is main
    panel.changes.list.itemActivated.emit(panel.changes.list.item(1))
    assert workspace.document is inner and inner.selection.current == "welcome"
    assert panel.document is main, "the panel stays with what is published"
    workspace.close(main)
    assert panel.document is inner and not canvas.flow_scene.lights.colours


def test_published_as_it_was_shown(qtbot: QtBot, panel: PublishPanel, command: FakeCommand) -> None:
    panel.wish.line.setText("12345")
    panel.wish.why.setText("new hours")
    said = answering(press("Publish"))
    panel.buttons["publish"].click()
    qtbot.waitUntil(lambda: len(command.asked("publish")) == 2, timeout=10_000)
    idle(qtbot, panel)
    assert "1 change of logic" in said[0] and "exit one leads to end" in said[0]
    words = command.asked("publish")[1]
    assert words[2:] == [
        *("--yes", "--json", "--progress", "json", "--expect", OLD, "-m", "new hours", "--line", "12345")
    ]
    assert panel.work.sentence.text() == f"{NEW[:12]} is live on public/12345."


@pytest.mark.parametrize("before", ["", "other"])
def test_a_line_that_another_flow_answers_is_named(
    before: str, qtbot: QtBot, panel: PublishPanel, command: FakeCommand
) -> None:
    moved = {"context": "public", "number": "12345", "before": before}
    command.answers["look"] = {"out": {**LOOK, "moved": [moved]}}
    said = answering(press("Cancel"))
    panel.buttons["publish"].click()
    idle(qtbot, panel)
    assert ("public/12345 is answered by the flow other now, and by small" in said[0]) is bool(before)


def test_no_is_no(qtbot: QtBot, panel: PublishPanel, command: FakeCommand) -> None:
    answering(press("Cancel"))
    panel.buttons["publish"].click()
    idle(qtbot, panel)
    assert panel.work.sentence.text() == "Nothing was published."
    assert len(command.asked("publish")) == 1


def test_failed_scripts_have_to_be_forced(qtbot: QtBot, panel: PublishPanel, command: FakeCommand) -> None:
    command.answers["look"] = {"out": {**LOOK, "cases": {"passed": 1, "failed": ["small.calls.yaml: one"]}}}
    answering(force)
    panel.buttons["publish"].click()
    qtbot.waitUntil(lambda: len(command.asked("publish")) == 2, timeout=10_000)
    idle(qtbot, panel)
    assert "--force" in command.asked("publish")[1]


def test_what_is_live_already_asks_nothing(qtbot: QtBot, panel: PublishPanel, command: FakeCommand) -> None:
    command.answers["look"] = {"out": {**LOOK, "release": OLD, "changes": []}}
    panel.buttons["publish"].click()
    idle(qtbot, panel)
    assert "live already" in panel.work.sentence.text()


def test_a_refusal_is_shown_with_its_cure(qtbot: QtBot, panel: PublishPanel, command: FakeCommand) -> None:
    command.answers["look"] = {"err": ["error: it is broken", "cure: mend it"], "status": 1}
    panel.buttons["look"].click()
    idle(qtbot, panel)
    assert panel.work.sentence.text() == "error: it is broken\ncure: mend it"
    assert panel.tabs.currentWidget() is panel.work.said
    assert "mend it" in panel.work.said.toPlainText()


@pytest.mark.parametrize(
    "answer", [{}, {"err": ["{not json", '{"step": 3}']}, {"out": "text"}, {"out": []}, {"status": 1}]
)
def test_what_cannot_be_read_is_told(
    qtbot: QtBot, panel: PublishPanel, command: FakeCommand, answer: dict[str, Any]
) -> None:
    command.answers["promote"] = answer
    answering(press("Yes"))
    panel.buttons["promote"].click()
    idle(qtbot, panel)
    assert panel.work.sentence.text() != "" and panel.buttons["look"].isEnabled()


def test_progress_and_stop(qtbot: QtBot, panel: PublishPanel, command: FakeCommand) -> None:
    command.answers["look"] = {
        "err": ['{"step": "scripts", "done": 12, "total": 95}', "hello"],
        "seconds": 60,
    }
    panel.buttons["look"].click()
    qtbot.waitUntil(lambda: panel.work.bar.value() == 12, timeout=10_000)
    assert (
        panel.work.bar.maximum() == 95 and panel.work.sentence.text() == "Ringing the call scripts… 12 / 95"
    )
    qtbot.waitUntil(lambda: panel.work.said.toPlainText() == "hello")
    panel.buttons["stop"].click()
    assert panel.work.asked is None and panel.buttons["look"].isEnabled() and not panel.work.bar.isVisible()
    assert panel.work.sentence.text().startswith("Stopped.")


def test_a_trial_its_growth_and_its_end(qtbot: QtBot, panel: PublishPanel, command: FakeCommand) -> None:
    panel.wish.whom.setCurrentIndex(PERCENT)
    panel.wish.percent.setValue(25)
    command.answers["look"] = {"out": {**LOOK, "percent": 25.0}}
    command.answers["publish"] = {"out": {**LOOK, "percent": 25.0}}
    said = answering(press("Publish"))
    panel.buttons["publish"].click()
    qtbot.waitUntil(lambda: len(command.asked("publish")) == 2, timeout=10_000)
    idle(qtbot, panel)
    assert "Begin the trial?" in said[0] and panel.work.sentence.text() == f"{NEW[:12]} is on trial."
    assert command.asked("publish")[1][-2:] == ["--percent", "25"]
    said = answering(press("Yes"))
    panel.buttons["promote"].click()
    idle(qtbot, panel)
    assert "let 25 % of the callers" in said[0]
    assert command.asked("promote") == [["promote", "small", "--percent", "25", "--json"]]
    answering(press("Yes"))
    panel.buttons["rollback"].click()
    idle(qtbot, panel)
    assert command.asked("rollback") == [["rollback", "small", "--json"]]
    assert panel.work.sentence.text() == f"{OLD[:12]} is live again."


def test_back_to_a_release_of_the_history(qtbot: QtBot, panel: PublishPanel, command: FakeCommand) -> None:
    panel.show_history()
    idle(qtbot, panel)
    second = panel.history.topLevelItem(1)
    assert second is not None
    panel.history.setCurrentItem(second)
    answering(press("No"))
    panel.buttons["rollback"].click()
    assert panel.work.asked is None
    said = answering(press("Yes"))
    panel.buttons["rollback"].click()
    idle(qtbot, panel)
    assert NEW[:12] in said[0]
    assert command.asked("rollback") == [["rollback", "small", "--to", NEW, "--json"]]


def test_what_is_not_saved_is_saved_first(
    qtbot: QtBot, panel: PublishPanel, workspace: Workspace, command: FakeCommand
) -> None:
    document = workspace.document
    assert document is not None
    document.set_title("main", "Changed")
    answering(press("No"))
    panel.buttons["look"].click()
    assert panel.work.asked is None and document.modified
    answering(press("Yes"))
    panel.buttons["look"].click()
    idle(qtbot, panel)
    assert not document.modified


def test_without_a_file_nothing_can_be_done(
    qtbot: QtBot, panel: PublishPanel, workspace: Workspace, command: FakeCommand
) -> None:
    workspace.new()
    assert not any(button.isEnabled() for button in panel.buttons.values())
    assert "Save this flow first" in panel.state.text()


def test_another_store(qtbot: QtBot, panel: PublishPanel, command: FakeCommand) -> None:
    panel.wish.store.setEditText(" postgresql://host/db ")
    target = panel.target
    assert target is not None and target.store == "postgresql://host/db"
    edit = panel.wish.store.lineEdit()
    assert edit is not None
    edit.editingFinished.emit()
    edit.editingFinished.emit()
    idle(qtbot, panel)
    assert len(command.asked("status")) == 2


def test_another_flow_in_front_stops_no_publication(
    qtbot: QtBot, panel: PublishPanel, workspace: Workspace, command: FakeCommand
) -> None:
    first = workspace.document
    command.answers["publish"]["seconds"] = 1.5
    answering(press("Publish"))
    panel.buttons["publish"].click()
    qtbot.waitUntil(lambda: len(command.asked("publish")) == 2, timeout=10_000)
    workspace.new()
    assert panel.document is first
    qtbot.waitUntil(lambda: panel.document is workspace.document, timeout=10_000)
    assert panel.document is not first


def test_no_password_is_remembered(qtbot: QtBot, workspace: Workspace) -> None:
    wish = Wish(workspace.memory)
    qtbot.addWidget(wish)
    for url in ("postgresql+psycopg://ann:secret@host/db", "postgresql+psycopg://ann@host/db"):
        wish.store.setEditText(url)
        wish.remember()
    assert workspace.memory.texts(STORES) == ["postgresql+psycopg://ann@host/db"]
    wish.whom.setCurrentIndex(LIST)
    wish.callers.setText("staff")
    assert wish.options == ["--callers", "staff"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (None, "Never published."),
        ({"release": OLD, "lines": []}, f"Live {OLD[:12]}, on no line; calls: 0"),
        (
            {"release": OLD, "lines": ["p/1"], "calls_on_older": 2, "trial": {"release": NEW, "percent": 10}},
            f"Live {OLD[:12]} on p/1; calls: 0; on trial {NEW[:12]}: 10 % of the callers; "
            "2 calls still on older releases",
        ),
    ],
)
def test_standings(row: dict[str, Any] | None, words: str) -> None:
    flows = [{"flow": "small", **row}] if row else []
    assert str(standing({"flows": flows}, "small")) == words
    assert str(standing("rubbish", small().name)) == "Never published."


@pytest.mark.parametrize(
    ("settings", "name"), [("", "callwright"), ('[store]\nurl = "sqlite:///data/kept.sqlite"\n', "kept")]
)
def test_before_the_first_publication_nothing_is_wrong(
    settings: str, name: str, qtbot: QtBot, panel: PublishPanel, command: FakeCommand, file: Path
) -> None:
    (file.parent / "data" / "callwright.sqlite").unlink()
    if settings:
        (file.parent / "callwright.toml").write_text(settings)
    asked_before = len(command.asked("status"))
    panel.refresh()
    assert panel.state.text() == "Never published." and panel.work.asked is None
    assert len(command.asked("status")) == asked_before and not panel.history.topLevelItemCount()
    (file.parent / "data" / f"{name}.sqlite").touch()
    panel.refresh()
    idle(qtbot, panel)
    assert panel.state.text().startswith("Live ")

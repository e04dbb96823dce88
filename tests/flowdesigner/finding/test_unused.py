"""What nobody uses: found over a whole project, gone to, deleted."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from flowdesigner.finding import unused_panel
from flowdesigner.finding.desktop import to_trash
from flowdesigner.finding.unused import Unused, unused
from flowdesigner.finding.unused_panel import UnusedPanel
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import speak
from flows.model import Flow
from flows.release import Variable
from flows.write import save
from nodes.prompts import Prompt, Segment, Variant
from tests.flows.build import hangup, node, play, prompt


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project: two flows, a sub-flow that is called and one that is not, sounds; the first flow."""
    folder = tmp_path / "flows"
    folder.mkdir()
    (tmp_path / "callwright.toml").write_text('[live]\nfallback = "notice"\n', encoding="utf-8")
    chime = Prompt((Variant("", (Segment("sound", "chime"), Segment("sound", "deep/gong.wav"))),))
    back = node("back", "return", {}, {"name": "done"})
    used = {"who": Variable("who", "text", value="x"), "idle": Variable("idle", "text")}
    enter = node("enter", "subflow", {"done": "end"}, {"flow": "called", "returns": ({"exit": "done"},)})
    first = {"a": play("a", "enter", prompt(_="{{ who|text }}")), "enter": enter, "end": hangup("end")}
    for flow in (
        Flow("first", language="en", start="a", nodes=first, variables=used),
        Flow("second", language="en", start="a", nodes={"a": play("a", "end", chime), "end": hangup("end")}),
        Flow("called", language="en", start="back", nodes={"back": back}),
        Flow("alone", language="en", start="back", nodes={"back": back}),
    ):
        save(flow, folder / f"{flow.name}.flow.xml")
    (folder / "broken.flow.xml").write_text("<flow", encoding="utf-8")
    for name in ("en/chime.wav", "en/old.wav", "en/notice.wav", "zh/old.flac", "en/deep/gong.wav"):
        sound = tmp_path / "sounds" / "recorded" / name
        sound.parent.mkdir(parents=True, exist_ok=True)
        sound.touch()
    return folder / "first.flow.xml"


def test_the_whole_project_is_looked_through(project: Path) -> None:
    looked = unused(project, [])
    folder = project.parent.parent / "sounds" / "recorded"
    assert looked.found == (
        Unused("variable", "idle", "first", project),
        Unused("flow", "alone", "", project.parent / "alone.flow.xml"),
        Unused("sound", "old", "en", folder / "en" / "old.wav"),
        Unused("sound", "old", "zh", folder / "zh" / "old.flac"),
    )
    assert looked.unread == ("broken.flow.xml",)


def test_without_a_file_open_flows_are_looked_through() -> None:
    flow = Flow("new", language="en", variables={"idle": Variable("idle", "text")})
    assert unused(None, [(flow, None)]).found == (Unused("variable", "idle", "new", None),)


def test_an_open_flow_is_read_as_it_is_drawn_whatever_its_path_is_called(project: Path) -> None:
    other = project.parent.parent / "drawn"
    other.symlink_to(project.parent, target_is_directory=True)
    drawn = Flow("first", language="en")
    found = unused(project, [(drawn, other / project.name)]).found
    assert [each.name for each in found if each.sort == "variable"] == []


@pytest.fixture
def panel(workspace: Workspace, project: Path, qtbot: QtBot) -> UnusedPanel:
    workspace.open(project)
    made = UnusedPanel(workspace)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: not made.busy)
    return made


def mark(panel: UnusedPanel, sort: str) -> None:
    """Mark the first of a sort."""
    for row in range(panel.list.topLevelItemCount()):
        head = panel.list.topLevelItem(row)
        first = head.child(0) if head is not None else None
        assert first is not None
        panel.list.setCurrentItem(first)
        if panel.current is not None and panel.current.sort == sort:
            return
    raise AssertionError(f"there is no {sort}")


def test_it_is_shown_in_the_language_in_force(panel: UnusedPanel) -> None:
    assert "Not used: 4" in panel.count.text() and "broken.flow.xml" in panel.count.text()
    speak("zh_TW")
    head = panel.list.topLevelItem(0)
    assert head is not None and head.text(0) == "變數" and "4 項" in panel.count.text()


def test_it_does_not_say_that_all_is_used_when_it_could_not_look(
    panel: UnusedPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise PermissionError("no way into flows")

    monkeypatch.setattr(unused_panel, "unused", fail)
    panel.look()
    qtbot.waitUntil(lambda: not panel.busy)
    assert panel.count.text() == "Looking failed: no way into flows"
    assert panel.list.topLevelItemCount() == 0


def test_a_variable_is_gone_to_and_deleted(panel: UnusedPanel, workspace: Workspace, qtbot: QtBot) -> None:
    shown: list[tuple[str, str]] = []
    workspace.field_wanted.connect(lambda _, node, field: shown.append((node, field)))
    assert not panel.go_button.isEnabled()
    mark(panel, "variable")
    panel.go()
    document = workspace.document
    assert document is not None and shown == [("", "variable idle")]
    panel.delete()
    assert "idle" not in document.flow.variables and document.stack.count() == 1
    qtbot.waitUntil(lambda: not panel.busy)
    assert not any(each.sort == "variable" for each in panel.found)
    document.stack.undo()
    panel.look_button.click()
    qtbot.waitUntil(lambda: not panel.busy)
    assert any(each.sort == "variable" for each in panel.found)


def test_a_flow_is_opened_and_its_file_goes_to_the_trash(
    panel: UnusedPanel, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    trashed: list[str] = []
    told: list[str] = []
    workspace.told.connect(lambda sentence: told.append(str(sentence)))

    def take(file: Path) -> str:
        trashed.append(file.name)
        return ""

    monkeypatch.setattr(unused_panel, "to_trash", take)
    answers = [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]
    monkeypatch.setattr(unused_panel, "ask", lambda *_: answers.pop(0))
    mark(panel, "flow")
    panel.go()
    opened = workspace.document
    assert opened is not None and opened.name == "alone"
    panel.delete()
    assert told[-1] == "Close the flow alone first." and not trashed
    workspace.close(opened)
    panel.delete()
    assert not trashed
    panel.delete()
    assert trashed == ["alone.flow.xml"]


def test_a_sound_that_cannot_go_to_the_trash_stays(
    panel: UnusedPanel, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    opened: list[Path] = []
    workspace.told.connect(lambda sentence: told.append(str(sentence)))
    monkeypatch.setattr(unused_panel, "to_trash", lambda _: "no trash here")
    monkeypatch.setattr(unused_panel, "show_folder", opened.append)
    monkeypatch.setattr(unused_panel, "ask", lambda *_: QMessageBox.StandardButton.Yes)
    mark(panel, "sound")
    panel.go()
    assert opened[0].parent.name == "en"
    panel.delete()
    assert "cannot be moved to the trash: no trash here" in told[-1]


def test_a_file_goes_to_the_trash_or_it_is_said_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    sound = tmp_path / "old.wav"
    assert to_trash(sound)
    sound.write_bytes(b"RIFF")
    assert bool(to_trash(sound)) == sound.exists()

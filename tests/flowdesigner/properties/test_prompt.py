"""Prompts: segments of every kind, versions by language and attempt, sounds brought in, heard at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from flowdesigner.properties.picker import PickEditor
from flowdesigner.properties.project import Project
from flowdesigner.properties.prompt import PromptEditor
from flowdesigner.properties.record_dialog import RecordDialog
from flowdesigner.properties.recordings import NotKept, import_sound, keep_recording, sound_name
from flowdesigner.sound.errors import Unreadable
from flowdesigner.sound.microphone import Microphone
from flowdesigner.sound.out import Tape
from flowdesigner.sound.player import Player
from nodes.expressions import READINGS
from nodes.prompts import Prompt, Segment, Variant
from sounds.wav import wav_bytes
from tests.flowdesigner.properties.desk import ALT, Desk, press, project, type_in
from tests.flows.build import play

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Desks = Callable[..., Desk]
MANY = (
    Segment("say", "Your number is"),
    Segment("value", "digits", "digits"),
    Segment("sound", "thanks"),
    Segment("silence", ms=500),
    Segment("tone", "%(100,0,400)"),
)


def prompt_of(at: Desk, prompt: Prompt | None = None) -> PromptEditor:
    """The editor of a prompt, in front."""
    at.add(play("say", "end", prompt if prompt is not None else Prompt()))
    if prompt is None:
        del at.node("say").prompts["prompt"]
    at.select("say")
    editor = at.editor("prompt")
    assert isinstance(editor, PromptEditor)
    return editor


def segments(at: Desk, number: int = 0) -> tuple[Segment, ...]:
    """The segments of a version."""
    return at.prompt("say").variants[number].segments


# --- segments


def test_words_are_typed_where_nothing_was(desk: Desks) -> None:
    at = desk()
    prompt_of(at)
    at.panel.focus_field("say", "prompt")
    edit = at.panel.focusWidget()
    assert edit is not None
    type_in(edit, "Good morning.")
    assert at.prompt("say") == Prompt.say("Good morning.", "en")
    assert at.steps == 1
    edit.selectAll()  # type: ignore[attr-defined]
    press(edit, Qt.Key.Key_Delete)
    assert "prompt" not in at.node("say").prompts
    assert at.panel.focusWidget() is edit


def test_every_kind_is_shown_and_edited(desk: Desks) -> None:
    at = desk()
    editor = prompt_of(at, Prompt((Variant("en", MANY),)))
    assert [row.segment for row in editor.rows] == list(MANY)
    for number, (typed, wanted) in enumerate(
        (
            ("!", Segment("say", "!Your number is")),
            ("x", Segment("value", "xdigits", "digits")),
            ("x", Segment("sound", "thanksx")),
            ("0", Segment("silence", ms=5000)),
            (";", Segment("tone", "%(100,0,400);")),
        )
    ):
        editor.rows[number].editor.focus_place("")
        focused = at.panel.focusWidget()
        assert focused is not None
        type_in(focused, typed)
        assert segments(at)[number] == wanted
    for popup in QApplication.topLevelWidgets():
        if popup.windowType() == Qt.WindowType.Popup:
            popup.hide()


def test_the_reading_of_a_value_is_picked(desk: Desks) -> None:
    at = desk()
    editor = prompt_of(at, Prompt((Variant("en", MANY),)))
    reading = editor.rows[1].reading
    assert isinstance(reading, PickEditor)
    reading.box.fill()
    names = [reading.box.name_at(number) for number in range(reading.box.count())]
    assert names == list(READINGS)
    reading.box.activated.emit(names.index("money"))
    assert segments(at)[1].reading == "money"


def test_segments_are_added_from_the_menu(desk: Desks) -> None:
    at = desk()
    editor = prompt_of(at, Prompt.say("Hello", "en"))
    for action in editor.add_menu().actions()[1:5]:
        action.trigger()
    assert [each.kind for each in segments(at)] == ["say", "value", "sound", "silence", "tone"]
    assert segments(at)[3].ms == 500
    assert at.steps == 4


def test_segments_move_and_go_by_keys_and_mouse(desk: Desks) -> None:
    at = desk()
    editor = prompt_of(at, Prompt((Variant("en", MANY),)))
    editor.rows[0].editor.focus_place("")
    focused = at.panel.focusWidget()
    assert focused is not None
    press(focused, Qt.Key.Key_Down, ALT)
    assert [each.kind for each in segments(at)] == ["value", "say", "sound", "silence", "tone"]
    focused = at.panel.focusWidget()
    assert focused is not None
    press(focused, Qt.Key.Key_Delete, ALT)
    assert [each.kind for each in segments(at)] == ["value", "sound", "silence", "tone"]
    QApplication.processEvents()
    handle, first = editor.stack.frames[3].handle, editor.stack.frames[0]
    target = handle.mapFromGlobal(first.mapToGlobal(QPoint(3, 1)))
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    QTest.mouseMove(handle, target)
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=target)
    assert [each.kind for each in segments(at)] == ["tone", "value", "sound", "silence"]
    for _ in range(3):
        at.undo()
    assert segments(at) == MANY


def test_a_prompt_that_nobody_needs_is_a_button_until_it_is_wanted(desk: Desks) -> None:
    at = desk()
    at.select("main")
    assert at.panel.form is not None
    at.panel.form.unfold()
    editor = at.editor("repeat")
    assert isinstance(editor, PromptEditor)
    assert not editor.stack.isVisible()
    editor.add_menu().actions()[0].trigger()
    assert editor.stack.isVisible()
    assert "repeat" not in at.node("main").prompts
    focused = at.panel.focusWidget()
    assert focused is not None
    type_in(focused, "Again.")
    assert at.node("main").prompts["repeat"] == Prompt.say("Again.", "en")


# --- versions


def test_a_language_and_an_attempt_are_added_and_removed(desk: Desks) -> None:
    at = desk()
    editor = prompt_of(at, Prompt.say("Hello", "en"))
    titles = [action.text() for action in editor.version_menu().actions()]
    assert titles[0] == "zh-CN"
    assert "en: from attempt 2 on" in titles
    editor.add_version("zh-CN", 1)
    assert [editor.tabs.tabText(number) for number in range(editor.tabs.count())] == ["en", "zh-CN"]
    assert editor.tabs.currentIndex() == 1
    focused = at.panel.focusWidget()
    assert focused is not None
    type_in(focused, "Ni hao")
    editor.tabs.setCurrentIndex(0)
    editor.version_menu().actions()[-1].trigger()
    keys = [(each.language, each.try_) for each in at.prompt("say").variants]
    assert keys == [("en", 1), ("en", 2), ("zh-CN", 1)]
    assert editor.tabs.tabText(1) == "en · 2+"
    assert "attempt 2" in editor.tabs.tabToolTip(1)
    editor.remove_version_button.click()
    assert [each.language for each in at.prompt("say").variants] == ["en", "zh-CN"]
    at.undo()
    at.undo()
    assert at.prompt("say").variants[1].segments == (Segment("say", "Ni hao"),)


def test_each_version_keeps_its_own_words(desk: Desks) -> None:
    at = desk()
    english, chinese = Variant("en", (Segment("say", "Hello"),)), Variant("zh-CN", (Segment("say", "您好"),))
    editor = prompt_of(at, Prompt((english, chinese)))
    editor.tabs.setCurrentIndex(1)
    editor.rows[0].editor.focus_place("")
    focused = at.panel.focusWidget()
    assert focused is not None
    type_in(focused, "x")
    assert at.prompt("say").variants[0] == english
    assert at.prompt("say").variants[1].segments[0].text == "x您好"
    assert editor.tabs.currentIndex() == 1


# --- sounds


def sounding(at: Desk, folder: Path) -> PromptEditor:
    """The editor of a prompt in a project."""
    at.document.save_as(project(folder / "project"))
    return prompt_of(at, Prompt.say("Hello", "en"))


def test_a_sound_file_is_imported_into_the_project(desk: Desks, tmp_path: Path) -> None:
    at = desk()
    editor = sounding(at, tmp_path)
    file = tmp_path / "Good morning!.wav"
    file.write_bytes(wav_bytes(b"\1\0" * 80))
    editor.bringing.take(file)
    assert segments(at)[-1] == Segment("sound", "Good_morning")
    assert (tmp_path / "project/sounds/recorded/en/Good_morning.wav").read_bytes() == file.read_bytes()
    editor.rows[-1].editor.box.fill()  # type: ignore[attr-defined]
    assert editor.rows[-1].editor.box.name_at(0) == "Good_morning"  # type: ignore[attr-defined]


def test_the_same_file_is_not_imported_twice_but_another_is(tmp_path: Path) -> None:
    found = Project()
    found.file = project(tmp_path / "project")
    file = tmp_path / "问候.wav"
    file.write_bytes(wav_bytes(b"\1\0" * 80))
    assert [import_sound(file, "zh-CN", found) for _ in range(2)] == ["问候", "问候"]
    file.write_bytes(wav_bytes(b"\2\0" * 80))
    assert import_sound(file, "zh-CN", found) == "问候_2"
    assert found.sounds("zh-CN") == ["问候", "问候_2"]


def test_what_is_no_sound_is_not_imported(desk: Desks, tmp_path: Path) -> None:
    at = desk()
    editor = sounding(at, tmp_path)
    file = tmp_path / "words.txt"
    file.write_text("words", encoding="utf-8")
    editor.bringing.take(file)
    assert "words.txt is no sound file" in at.said[-1]
    broken = tmp_path / "broken.wav"
    broken.write_text("words", encoding="utf-8")
    with pytest.raises(Unreadable):
        import_sound(broken, "en", at.panel.around.project)
    assert segments(at) == (Segment("say", "Hello"),)


def test_a_flow_without_a_file_has_no_place_for_sounds(desk: Desks, tmp_path: Path) -> None:
    at = desk()
    editor = prompt_of(at)
    file = tmp_path / "a.wav"
    file.write_bytes(wav_bytes(b"\1\0" * 80))
    editor.bringing.take(file)
    assert "Save the flow first" in at.said[-1]


def test_a_recording_is_kept_under_a_free_name(desk: Desks, tmp_path: Path) -> None:
    at = desk()
    editor = sounding(at, tmp_path)
    editor.bringing.keep(b"\1\0" * 80, "thanks")
    editor.bringing.keep(b"\2\0" * 80, "thanks")
    assert [each.text for each in segments(at)] == ["Hello", "thanks", "thanks_2"]
    assert keep_recording(b"\3\0", " / ", "en", at.panel.around.project) == "recording"


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    found = Project()
    found.file = project(tmp_path / "project")
    (tmp_path / "project/sounds/recorded/fr").write_text("in the way", encoding="utf-8")
    with pytest.raises(NotKept, match="cannot be written"):
        keep_recording(b"\1\0", "a", "fr", found)


def test_sound_files_are_dropped_on_a_prompt(desk: Desks, tmp_path: Path) -> None:
    at = desk()
    editor = sounding(at, tmp_path)
    file = tmp_path / "bell.wav"
    file.write_bytes(wav_bytes(b"\1\0" * 80))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)), QUrl.fromLocalFile(str(tmp_path / "words.txt"))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), copy, mime, left, none)
    editor.dragEnterEvent(enter)
    assert enter.isAccepted()
    editor.dropEvent(QDropEvent(QPoint(5, 5), copy, mime, left, none))
    assert [each.text for each in segments(at)] == ["Hello", "bell"]


@pytest.mark.parametrize(("text", "name"), [("a b", "a_b"), ("../x", "x"), ("您好！", "您好"), ("?", "")])
def test_a_name_for_a_sound(text: str, name: str) -> None:
    assert sound_name(text) == name


def test_the_window_for_recording(qtbot: QtBot) -> None:
    dialog = RecordDialog("en", "Good morning.")
    qtbot.addWidget(dialog)
    dialog.microphone = Microphone(["NULL"])
    tape = Tape()
    dialog.player = Player(dialog, lambda: tape)
    save = dialog.buttons.button(QDialogButtonBox.StandardButton.Save)
    assert dialog.name == "Good_morning"
    assert not save.isEnabled()
    dialog.record_button.click()
    assert dialog.microphone.recording
    qtbot.waitUntil(lambda: dialog.microphone.seconds > 0, timeout=5000)
    dialog.record_button.click()
    assert dialog.pcm
    assert save.isEnabled()
    dialog.listen_button.click()
    assert tape.pcm == dialog.pcm
    dialog.line.setText("?")
    assert not save.isEnabled()
    dialog.line.setText("hello")
    save.click()
    assert dialog.result() == RecordDialog.DialogCode.Accepted


def test_without_a_microphone_the_window_says_so(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = RecordDialog("en")
    qtbot.addWidget(dialog)
    monkeypatch.setattr("flowdesigner.sound.microphone.miniaudio", _no_package)
    dialog.record_button.click()
    assert "no microphone" in dialog.state.text()


def _no_package() -> object:
    from flowdesigner.sound.device import NoDevice

    raise NoDevice("none")

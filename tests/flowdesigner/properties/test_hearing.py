"""Prompts that are heard at once: spoken in a process that can be killed, values by examples, buttons."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from callwright.commands.sounds_ import command
from flowdesigner.properties.around import Around
from flowdesigner.properties.examples import BY_READING, BY_TYPE, example_scope
from flowdesigner.properties.hearing import Hearing, Words, joined
from flowdesigner.properties.picker import TYPES
from flowdesigner.properties.project import Project
from flowdesigner.properties.segments import SegmentRow
from flowdesigner.properties.speaker import Speaker
from flowdesigner.sound.out import RATE, Tape
from flowdesigner.sound.player import Player
from nodes.expressions import READINGS
from nodes.prompts import Prompt, Segment, Variant
from sounds.reading import spoken
from tests.flowdesigner.properties.desk import Desk
from tests.flowdesigner.properties.test_prompt import prompt_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Desks = Callable[..., Desk]
SPEAK = """
import sys, pathlib
text, language = sys.argv[-1], sys.argv[-3]
if text == "fail":
    sys.exit("no voice")
if text == "hang":
    import time
    time.sleep(60)
path = pathlib.Path(sys.argv[1]) / f"{language}-{len(text)}.wav"
path.with_suffix(".txt").write_text(text, encoding="utf-8")
path.write_bytes(bytes(44))
import wave
with wave.open(str(path), "wb") as out:
    out.setnchannels(1); out.setsampwidth(2); out.setframerate(8000); out.writeframes(b"\\1\\0" * 80)
print(path)
"""
"""A program in the place of `callwright sounds say`."""


@pytest.fixture
def hearing(qtbot: QtBot, tmp_path: Path) -> Hearing:
    """What is heard goes to a tape; a program of the test's own speaks."""
    around = Around()
    around.setParent(None)
    program = tmp_path / "speak.py"
    program.write_text(SPEAK, encoding="utf-8")
    around.hearing.speaker.command = [sys.executable, str(program), str(tmp_path)]
    tape = Tape()
    around.hearing.player = Player(around.hearing, lambda: tape)
    around.hearing.player.ended.connect(around.hearing._ended)
    around.hearing.setProperty("tape", tape)
    around.hearing.setProperty("around", around)
    return around.hearing


def heard(hearing: Hearing) -> bytes:
    """What came to the tape."""
    tape = hearing.property("tape")
    assert isinstance(tape, Tape)
    return tape.pcm


def test_a_prompt_is_heard_piece_by_piece(hearing: Hearing, qtbot: QtBot, tmp_path: Path) -> None:
    owner = object()
    words = (
        Segment("say", "Hello"),
        Segment("silence", ms=10),
        Segment("say", "you"),
        Segment("value", "1", "digits"),
    )
    with qtbot.waitSignal(hearing.changed):
        hearing.hear(words, "en", owner)
    assert hearing.owner is owner
    qtbot.waitUntil(lambda: not hearing.busy, timeout=20_000)
    assert heard(hearing) == b"\1\0" * 80 + bytes(160) + b"\1\0" * 80
    texts = sorted(path.read_text(encoding="utf-8") for path in tmp_path.glob("*.txt"))
    assert texts == ["Hello", f"you {spoken('digits', '1', 'en')}"]


def test_values_are_heard_by_examples(hearing: Hearing) -> None:
    found = hearing.pieces((Segment("say", "No. {{ call.caller|telephone }}"),))
    hearing._language = "en"
    found = hearing.pieces(
        (Segment("say", "No. {{ call.caller|telephone }}"), Segment("value", "who", "money"))
    )
    assert found[0] == Words("No.")
    assert found[1] == Words(spoken("telephone", "13800138000", "en"))
    assert found[2] == Words(spoken("money", "12.50", "en"))


def test_what_cannot_be_read_is_told(hearing: Hearing, qtbot: QtBot) -> None:
    with qtbot.waitSignal(hearing.told):
        assert hearing.pieces((Segment("say", "{{ "),)) == []
    with qtbot.waitSignal(hearing.told) as told:
        assert hearing.pieces((Segment("sound", "nowhere"),)) == []
    assert "nowhere" in str(told.args[0])


def test_a_voice_that_fails_says_why(hearing: Hearing, qtbot: QtBot) -> None:
    with qtbot.waitSignal(hearing.told, timeout=20_000) as told:
        hearing.hear((Segment("say", "fail"),), "en", object())
    assert "no voice" in str(told.args[0])
    assert not hearing.busy


def test_a_voice_that_hangs_is_killed(hearing: Hearing, qtbot: QtBot) -> None:
    hearing.hear((Segment("say", "hang"),), "en", object())
    assert hearing.speaker.busy
    hearing.stop()
    assert not hearing.busy
    hearing.speaker._timer.setInterval(50)
    with qtbot.waitSignal(hearing.told, timeout=20_000) as told:
        hearing.hear((Segment("say", "hang"),), "en", object())
    assert "too long" in str(told.args[0])


def test_a_program_that_cannot_be_started_says_so(hearing: Hearing, qtbot: QtBot, tmp_path: Path) -> None:
    hearing.speaker.command = [str(tmp_path / "nothing")]
    with qtbot.waitSignal(hearing.told, timeout=20_000) as told:
        hearing.hear((Segment("say", "x"),), "en", object())
    assert "cannot be started" in str(told.args[0])


def test_what_was_spoken_is_not_spoken_again(hearing: Hearing, qtbot: QtBot) -> None:
    with qtbot.waitSignal(hearing.speaker.spoken, timeout=20_000):
        hearing.speaker.speak("once", "en")
    with qtbot.waitSignal(hearing.speaker.spoken, timeout=0):
        hearing.speaker.speak("once", "en")


def test_texts_that_follow_each_other_are_spoken_together() -> None:
    assert joined([Words("a"), Words("b"), b"\0\0", Words("c")], "en") == [Words("a b"), b"\0\0", Words("c")]
    assert joined([Words("您的"), Words("编号")], "zh-CN") == [Words("您的编号")]


def test_there_is_an_example_for_every_type_and_reading() -> None:
    assert set(BY_TYPE) == set(TYPES)
    assert set(BY_READING) == set(READINGS) - {"text"}
    for reading, value in BY_READING.items():
        assert spoken(reading, value, "zh-CN")
        assert spoken(reading, value, "en")
    assert "call" in example_scope({})


def test_the_buttons_show_what_is_heard(desk: Desks) -> None:
    at = desk()
    editor = prompt_of(at, Prompt((Variant("en", (Segment("tone", "%(20000,0,400)"),)),)))
    tape = SlowTape()
    hearing = at.panel.around.hearing
    hearing.player._open = lambda: tape
    row = editor.rows[0]
    assert isinstance(row, SegmentRow)
    row.listen.click()
    assert (row.listen.text(), editor.listen_button.text()) == ("■", "▶")
    editor.listen_button.click()
    assert (row.listen.text(), editor.listen_button.text()) == ("▶", "■")
    assert len(tape.pcm) == 2 * 2 * 20 * RATE
    editor.listen_button.click()
    assert editor.listen_button.text() == "▶"
    assert any("no sound device" in words for words in at.said)
    row.listen.click()
    at.select("main")
    assert not hearing.busy


class SlowTape(Tape):
    """A tape on which something always waits."""

    @property
    def queued_ms(self) -> int:
        """Never done."""
        return 1000


@pytest.mark.slow
def test_the_real_program_is_found_and_refuses_what_it_cannot_speak(qtbot: QtBot, tmp_path: Path) -> None:
    found = Project()
    found.file = tmp_path / "a.flow.xml"
    (tmp_path / "callwright.toml").write_text("[speech.xx]\nengine = 'none'\n", encoding="utf-8")
    speaker = Speaker(found)
    assert "say" in command.commands
    with qtbot.waitSignal(speaker.failed, timeout=60_000) as told:
        speaker.speak("Hello", "xx")
    assert "error" in str(told.args[0])

"""Lets an author hear a prompt at once: spoken, recorded, tones and silence, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from flowdesigner.properties.examples import BY_READING, example_scope
from flowdesigner.properties.speaker import Speaker
from flowdesigner.sound.out import RATE
from flowdesigner.sound.player import Player
from flowdesigner.sound.tones import tone
from flowdesigner.words.say import Say, say
from nodes.clips import Part
from nodes.errors import ExpressionError
from nodes.expressions import fixed_texts, speech_parts
from nodes.prompts import Segment
from sounds.reading import ReadingError, spoken

if TYPE_CHECKING:
    from flowdesigner.properties.around import Around


@dataclass(frozen=True, slots=True)
class Words:
    """Text to be spoken."""

    text: str


Piece = Words | Path | bytes


class Hearing(QObject):
    """What is heard now; asking for something else ends it."""

    changed = Signal()
    """It begins, is being prepared, or has ended: ask `busy` and `owner`."""
    told = Signal(object)
    """Why something is not heard, as a sentence (Say)."""

    def __init__(self, around: Around, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.around = around
        self.speaker = Speaker(around.project, self)
        self.player = Player(self)
        self.owner: object = None
        """Who asked for what is heard; None while nothing is."""
        self._language = ""
        self._waiting: list[Piece] = []
        self._ready: list[Path | bytes] = []
        self.speaker.spoken.connect(self._spoken)
        self.speaker.failed.connect(self._failed)
        self.player.ended.connect(self._ended)
        self.player.told.connect(self.told)

    @property
    def busy(self) -> bool:
        """Whether something is heard or prepared."""
        return self.owner is not None

    def hear(self, segments: Sequence[Segment], language: str, owner: object) -> None:
        """Let these be heard."""
        self.stop()
        self._language = language or self.around.language
        self._waiting = joined(self.pieces(segments), self._language)
        self._ready = []
        if self._waiting:
            self.owner = owner
            self.changed.emit()
            self._next()

    def stop(self) -> None:
        """Be silent."""
        self._waiting = []
        self.speaker.stop()
        self.player.stop()
        self._ended()

    # --- what there is to hear

    def pieces(self, segments: Sequence[Segment]) -> list[Piece]:
        """Segments as pieces of sound; values by examples."""
        found: list[Piece] = []
        for segment in segments:
            if segment.kind == "silence":
                found.append(bytes(2 * (RATE * max(0, min(segment.ms, 60_000)) // 1000)))
            elif segment.kind == "tone":
                found.append(tone(segment.text))
            elif segment.kind == "sound":
                found += self._sound(segment.text)
            else:
                found += self._said(segment)
        return [piece for piece in found if piece != b""]

    def _sound(self, name: str) -> list[Piece]:
        path = self.around.project.sound(name, self._language)
        if path is None and name:
            self.told.emit(
                say("项目里没有录音 {}（{}）。", "There is no recording {} ({}).", name, self._language)
            )
        return [path] if path else []

    def _said(self, segment: Segment) -> list[Piece]:
        try:
            parts = speech_parts(segment, example_scope(self.around.variables))
        except ExpressionError:
            parts = self._without_values(segment)
        return [Words(text) for part in parts if (text := self._text(part))]

    def _without_values(self, segment: Segment) -> list[Part]:
        """What can be said where the values cannot be worked out."""
        if segment.kind == "value":
            return [Part("value", BY_READING.get(segment.reading, "12345"), segment.reading or "digits")]
        try:
            return [Part("text", text) for text in fixed_texts(segment.text)]
        except ExpressionError as error:
            self.told.emit(Say(error.zh, error.what))
            return []

    def _text(self, part: Part) -> str:
        if part.kind != "value":
            return part.text
        for value in (part.text, BY_READING.get(part.reading, "")):
            try:
                return spoken(part.reading, value, self._language)
            except ReadingError:
                continue
        return part.text

    # --- one after the other

    def _next(self) -> None:
        while self._waiting and not isinstance(self._waiting[0], Words):
            piece = self._waiting.pop(0)
            if not isinstance(piece, Words):
                self._ready.append(piece)
        if self._waiting and isinstance(self._waiting[0], Words):
            self.speaker.speak(self._waiting[0].text, self._language)
            return
        if self._ready:
            self.player.play(self._ready)
        if not self.player.playing:
            self._ended()
        elif not self.player.heard:
            self.told.emit(say("这台电脑没有声音设备，听不到声音。", "This computer has no sound device."))

    def _spoken(self, path: Path) -> None:
        if self._waiting:
            self._waiting.pop(0)
            self._ready.append(path)
            self._next()

    def _failed(self, why: Say) -> None:
        self._waiting = []
        self.told.emit(why)
        self._ended()

    def _ended(self) -> None:
        if self.owner is not None and not self.player.playing and not self._waiting:
            self.owner = None
            self.changed.emit()


def joined(pieces: Sequence[Piece], language: str) -> list[Piece]:
    """Texts that follow each other as one: a voice is loaded once for it."""
    between = "" if language.lower().startswith(("zh", "ja", "yue")) else " "
    made: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Words) and made and isinstance(made[-1], Words):
            made[-1] = Words(made[-1].text + between + piece.text)
        else:
            made.append(piece)
    return made

"""Finds or makes the sounds of what a call is to say: whole sentences, else pieces put together."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from engine.spoken import system_words, utterances, value_pieces
from nodes.clips import Clip, Part
from sounds.errors import SoundError
from sounds.phrases import Phrase
from sounds.wav import length_ms

FRESH_SECONDS = 10.0
"""How long the sound that was found for a phrase is taken for the best one."""
_REMEMBERED = 10_000


class SoundLibrary(Protocol):
    """What is asked of sounds.library.Library."""

    def find(self, phrase: Phrase) -> Path | None:
        """The best sound there is of a phrase."""

    def recorded(self, name: str, language: str) -> Path | None:
        """The sound of a name."""

    def segments(self, pieces: Sequence[str], language: str, voice: str = "") -> list[Path] | None:
        """A value in pieces, as files."""


class Sentences(Protocol):
    """What is asked of sounds.speaker.Speaker."""

    def file(self, phrase: Phrase, seconds: float | None = None) -> Path | None:
        """The sound of a phrase, made now if need be."""


class SoundSpeech:
    """The service `speech`. An utterance's text stands on its first clip; one without a sound has no file."""

    def __init__(self, library: SoundLibrary, speaker: Sentences | None = None) -> None:
        """Without a `speaker` nothing is made during a call: values are put together of pieces."""
        self._library = library
        self._speaker = speaker
        self._found: dict[Phrase, tuple[float, Path]] = {}

    def clips(self, parts: Sequence[Part], language: str, voice: str = "") -> tuple[Clip, ...]:
        """As nodes.services.Speech.clips."""
        clips: list[Clip] = []
        for text, run in utterances(parts, language):
            clips.extend(self._utterance(text, run, language, voice))
        return tuple(clips)

    def system(self, name: str, language: str) -> tuple[Clip, ...]:
        """As nodes.services.Speech.system."""
        return (_clip(system_words(name, language), language, self._recorded(name, language)),)

    def _utterance(self, text: str, run: Sequence[Part], language: str, voice: str) -> list[Clip]:
        first = run[0]
        if first.kind == "silence":
            return [Clip("silence", ms=first.ms)]
        if first.kind == "tone":
            return [Clip("tone", tone=first.text)]
        if first.kind == "sound":
            return [_clip(text, language, self._recorded(first.text, language), "sound")]
        if not text:
            return []
        if len(run) > 1 or first.kind == "value":
            files = self._read_out(text, run, language, voice)
        else:
            files = [self._sentence(Phrase(text, language, voice))]
        head, *tail = files
        return [_clip(text, language, head), *(_clip("", language, file) for file in tail)]

    def _read_out(self, text: str, run: Sequence[Part], language: str, voice: str) -> list[Path | None]:
        """A sentence with values: whole, unless a person recorded its words; else word for word."""
        words = [
            Phrase(part.text, language, voice) for part in run if part.kind == "text" and part.text.strip()
        ]
        whole = self._sentence(Phrase(text, language, voice)) if not self._all_recorded(words) else None
        if whole is not None:
            return [whole]
        files: list[Path | None] = []
        for part in run:
            if part.kind == "value":
                pieces = value_pieces(part, language)
                files.extend(self._library.segments(pieces, language, voice) or [])
            elif part.text.strip():
                files.append(self._find(Phrase(part.text, language, voice)))
        return [file for file in files if file is not None] or [None]

    def _all_recorded(self, phrases: Sequence[Phrase]) -> bool:
        recordings = getattr(self._library, "recordings", None)
        return bool(phrases) and recordings is not None and all(map(recordings.for_text, phrases))

    def _sentence(self, phrase: Phrase) -> Path | None:
        """The sound of a whole sentence, made now if there is somebody to make it."""
        found = self._find(phrase)
        return self._speaker.file(phrase) if found is None and self._speaker is not None else found

    def _find(self, phrase: Phrase) -> Path | None:
        now = time.monotonic()
        at, found = self._found.get(phrase, (0.0, None))
        if found is not None and now - at < FRESH_SECONDS:
            return found
        found = self._library.find(phrase)
        if found is not None:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            self._found[phrase] = now, found
        return found

    def _recorded(self, name: str, language: str) -> Path | None:
        try:
            return self._library.recorded(name, language)
        except SoundError:
            return None


def _clip(text: str, language: str, file: Path | None, kind: str = "speech") -> Clip:
    name = "" if file is None else str(file)
    if kind == "sound":
        return Clip("sound", text, language, name, _ms(name))
    return Clip("speech", text, language, name, _ms(name))


@lru_cache(maxsize=_REMEMBERED)
def _ms(file: str) -> int:
    """The length of a sound; a file never changes, a changed text has another one."""
    try:
        return length_ms(file) if file else 0
    except SoundError:
        return 0

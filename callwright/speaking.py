"""The real sounds of a project for calls without a switch: those that are there, and those made for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from callwright.extras import WAVE, missing
from callwright.settings import Settings
from callwright.voices import sound_settings
from engine.services.speech import Sentences
from nodes.services import Speech
from simulator.given import Given
from simulator.speech import SimSpeech
from sounds.phrases import Phrase

PATIENCE = 120.0
"""Seconds that one sentence may take to be spoken where nobody listens."""

HASTE = 10.0
"""Seconds that a listener waits for one; it is made all the same, and is there the next time."""


def speech_of(settings: Settings, speaker: Sentences | None = None) -> Speech:
    """The project's real sounds, as far as they are there; `speaker` makes those that are not.

    Without the packages that unpack sounds there are words alone.
    """
    if any(find_spec(package) is None for package in WAVE):
        return SimSpeech()
    from callwright.voices import sound_settings
    from engine.services.speech import SoundSpeech
    from sounds.library import Library

    return SoundSpeech(Library(sound_settings(settings)), speaker)


def with_speech(given: Given, speech: Speech) -> Given:
    """`given` with the sounds of `speech`."""
    return replace(given, world=replace(given.world, speech=speech))


class _Patient:
    """A speaker that takes the time it needs; its worker starts with the first sentence that is lacking."""

    def __init__(self, settings: Settings, seconds: float) -> None:
        from sounds.library import Library
        from sounds.speaker import Speaker

        self._speaker = Speaker(Library(sound_settings(settings)))
        self._seconds = seconds

    def file(self, phrase: Phrase, seconds: float | None = None) -> Path | None:
        """As sounds.speaker.Speaker.file."""
        return self._speaker.file(phrase, self._seconds)

    def close(self) -> None:
        """End its worker."""
        self._speaker.close()


@contextmanager
def real_speech(settings: Settings, option: str, seconds: float = PATIENCE) -> Iterator[Speech]:
    """The project's sounds; those that are lacking are made where an engine is there, within `seconds` each.

    Raises Misuse if the packages without which nothing sounds are missing; `option` is what needs them.
    """
    for package in WAVE:
        if find_spec(package) is None:
            failure = missing(ModuleNotFoundError(name=package), option)
            if failure is not None:
                raise failure
    speaker = _Patient(settings, seconds)
    try:
        yield speech_of(settings, speaker)
    finally:
        speaker.close()

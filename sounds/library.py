"""The library of prompts: finds the sound of a phrase or a name, and makes those that are missing."""

import logging
from collections.abc import Iterable, Sequence
from pathlib import Path

from sounds.cache import Cache, Entry
from sounds.engines.choice import Engines
from sounds.errors import SoundError
from sounds.packed import Packs, Place, unpack
from sounds.phrases import Phrase
from sounds.reading import PAUSES
from sounds.recorded import Recorded
from sounds.report import BuildReport, Progress
from sounds.settings import SoundSettings
from sounds.wav import silence_bytes

_log = logging.getLogger(__name__)

PAUSE_MS = 200
"""What a pause between the groups of a number lasts when it is put together of segments."""


class Library:
    """Sounds in the order of their worth: recorded by a person, made for this text, packed with the product.

    One object serves threads and greenlets alike: it holds nothing but what it read. Only `build` loads a
    speech engine, and only a packed sound that was never unpacked loads numpy. Raises SoundError for a
    lexicon that cannot be read.
    """

    def __init__(self, settings: SoundSettings) -> None:
        self.settings = settings
        self.engines = Engines(settings)
        self.cache = Cache(settings.cache)
        self.recordings = Recorded(settings.recorded, self.cache)
        self.packs = Packs(settings.packs)
        self._warned: set[str] = set()

    def key(self, phrase: Phrase) -> str:
        """The key of a phrase with the voice that is chosen for it: part of a release's digest."""
        return phrase.key(self.engines.choices(phrase)[0].profile)

    def recorded(self, name: str, language: str) -> Path | None:
        """The sound of a name: a person's recording, else one of the product's own ("beep", "sorry").

        Raises LibraryError for a name that is none.
        """
        found = self.recordings.find(name, language)
        if found is None and (place := self.packs.by_name(name, language)):
            found = self._unpacked(place)
        return found

    def find(self, phrase: Phrase) -> Path | None:
        """The best sound there is of a phrase, None if it has to be made first."""
        return self.recordings.for_text(phrase) or self._made(phrase) or self._any_voice(phrase)

    def _made(self, phrase: Phrase) -> Path | None:
        """The sound made for a phrase by the first engine that made one."""
        keys = (phrase.key(choice.profile) for choice in self.engines.choices(phrase))
        return next((path for key in keys if (path := self.of_key(key))), None)

    def of_key(self, key: str) -> Path | None:
        """The sound of a key, from the cache or a pack."""
        found = self.cache.find(key)
        if found is None and (place := self.packs.by_key(key)):
            found = self._unpacked(place)
        return found

    def _any_voice(self, phrase: Phrase) -> Path | None:
        """A packed sound of the text in another voice: better than none."""
        place = self.packs.by_text(phrase.text, phrase.language)
        return self._unpacked(place) if place else None

    def _unpacked(self, place: Place) -> Path | None:
        """The WAV file of a packed sound, made on first use; None, with a line in the log, on failure.

        What one cure helps against is said once: a full disk or a missing package hits every sound alike.
        """
        try:
            return self.cache.find(place.sound.key) or self._unpack(place)
        except SoundError as error:
            if error.cure not in self._warned:
                self._warned.add(error.cure)
                _log.warning("packed sounds cannot be used: %s", error)
            return None

    def _unpack(self, place: Place) -> Path:
        from sounds import audio

        return self.cache.put(place.sound.key, audio.to_wav(unpack(place)))

    def unpack_all(self) -> int:
        """Unpacks every packed sound, so that no call waits for it; how many. Raises SoundError."""
        for sound in self.packs.sounds():
            if (place := self.packs.by_key(sound.key)) and not self.cache.find(sound.key):
                self._unpack(place)
        return len(self.packs.sounds())

    def silence(self, ms: int) -> Path:
        """A file of silence, made on first use; raises AudioError."""
        path = self.cache.folder / "silence" / f"{max(0, ms)}.wav"
        return path if path.is_file() else self.cache.put_file(path, silence_bytes(max(0, ms)))

    def segments(self, pieces: Sequence[str], language: str, voice: str = "") -> list[Path] | None:
        """A value that was read in pieces as files to play one after the other; None if one is missing."""
        paths: list[Path] = []
        for piece in pieces:
            found = self.silence(PAUSE_MS) if piece in PAUSES else self.find(Phrase(piece, language, voice))
            if found is None:
                return None
            paths.append(found)
        return paths

    def build(self, phrases: Iterable[Phrase], progress: Progress | None = None) -> BuildReport:
        """Makes what is missing of the phrases, and nothing else; never raises for a phrase.

        `progress(done, total, phrase)` is called after each. Two builds of one cache wait for each other.
        Raises SoundError if the cache's folder may not be written.
        """
        from sounds.build import build

        return build(self, phrases, progress)

    def sounds(self) -> dict[str, Entry]:
        """What the cache holds, by key."""
        return self.cache.entries()

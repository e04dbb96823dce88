"""Chooses the engines for a phrase: the one that is set, then those that stand in for it."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sounds.engines.command import Command
from sounds.engines.engine import SpeechEngine
from sounds.engines.espeak import Espeak
from sounds.engines.gtts import Gtts
from sounds.engines.hibari import Hibari
from sounds.engines.kokoro import Kokoro
from sounds.engines.lexicon import read_lexicon
from sounds.errors import EngineError
from sounds.language import first_part
from sounds.phrases import Phrase, Profile
from sounds.settings import SoundSettings

PROCESSING = "trim-45dB/50ms;8000Hz;-19dBFS;peak-3dBFS/1"
"""What sounds.audio does to every spoken sound, as part of its key."""

STAND_INS = {"zh": ("kokoro", "espeak"), "en": ("hibari", "kokoro", "espeak")}
"""Who speaks a language, best first, when the chosen engine is not there; others have espeak alone."""


@dataclass(frozen=True)
class Choice:
    """An engine, and the profile under which its sound of a phrase is kept."""

    engine: SpeechEngine
    profile: Profile


class Engines:
    """The engines of one set of settings; nothing is loaded before something is spoken.

    Raises EngineError for a lexicon that cannot be read.
    """

    def __init__(self, settings: SoundSettings, processing: str = PROCESSING) -> None:
        self.settings = settings
        self.lexicon = read_lexicon(settings.lexicon)
        self._processing = processing
        folder = _private_folder(settings.cache)
        self.makers: dict[str, Callable[[], SpeechEngine]] = {
            "kokoro": lambda: Kokoro(settings.models, self.lexicon, folder),
            "hibari": Hibari,
            "gtts": Gtts,
            "espeak": Espeak,
            "command": lambda: Command(settings.command),
        }
        self._made: dict[str, SpeechEngine] = {}

    def engine(self, name: str) -> SpeechEngine:
        """The engine of that name; raises EngineError naming all if there is none."""
        if name not in self._made:
            if name not in self.makers:
                raise EngineError(
                    f"no speech engine is called {name!r}", f"use one of {', '.join(self.makers)}"
                )
            self._made[name] = self.makers[name]()
        return self._made[name]

    def lacking(self) -> dict[str, str | None]:
        """What each engine lacks here, None for those that can speak: for a check of the installation."""
        return {name: self.engine(name).available() for name in self.makers}

    def choices(self, phrase: Phrase) -> list[Choice]:
        """Who may speak a phrase, the chosen engine first; a phrase's own voice belongs to that one only."""
        language = first_part(phrase.language)
        usual = self.settings.voice_of(phrase.language)
        name, _, voice = phrase.voice.rpartition(":")
        first = name or usual.engine
        names = dict.fromkeys([first, *STAND_INS.get(language, ("espeak",))])
        chosen = []
        for each in names:
            engine = self.engine(each)
            if each == first:
                own = voice or (usual.voice if each == usual.engine else "")
            elif engine.languages and language not in engine.languages:
                continue
            else:
                own = ""
            chosen.append(
                Choice(engine, self._profile(engine, own or engine.voices.get(language, ""), usual.speed))
            )
        return chosen

    def _profile(self, engine: SpeechEngine, voice: str, speed: float) -> Profile:
        """The profile of an engine with a voice; only kokoro reads the lexicon."""
        lexicon = self.lexicon if engine.id == "kokoro" else ()
        return Profile(engine.id, engine.version, engine.model, voice, speed, self._processing, lexicon)


def _private_folder(cache: Path) -> Path:
    """Where an engine may keep word lists: in the cache, or a folder of this user alone."""
    return cache / "words" if cache.name else Path(tempfile.gettempdir())

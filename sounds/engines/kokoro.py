"""The engine "kokoro": Kokoro-82M, the usual voice of Mandarin, and one of English."""

import importlib.util
import threading
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sounds.engines.clauses import Clause, clauses, fitting
from sounds.engines.engine import Speech, cure, need
from sounds.engines.kokoro_model import LONGEST, RATE, SHA256, KokoroModel, missing
from sounds.engines.mandarin import Mandarin
from sounds.errors import EngineError
from sounds.language import first_part

if TYPE_CHECKING:
    from sounds.audio import Samples

_CARRIER = "，说。"
"""Stands after a lone syllable: its sibilant shows where the syllable ends."""


class Kokoro:
    """Speaks Chinese and English; loads its model (1 to 3 s) with the first text. One text at a time.

    The model makes no pause at punctuation, so each clause is spoken by itself and the pauses put between. A
    lone syllable it drawls and slurs; so that one is cut off the beginning of a longer utterance.
    """

    id = "kokoro"
    version = "1.0-int8/1"
    model = SHA256
    languages = ("zh", "en")
    voices: Mapping[str, str] = MappingProxyType({"zh": "zf_xiaoyi", "en": "af_heart"})

    def __init__(self, models: Path | None, lexicon: tuple[tuple[str, str], ...], folder: Path) -> None:
        self._models, self._lexicon, self._folder = models, lexicon, folder
        self._model: KokoroModel | None = None
        self._mandarin: Mandarin | None = None
        self._hibari: Any = None
        self._lock = threading.Lock()

    def available(self) -> str | None:
        """None, or what is missing and its cure."""
        lacking = [name for name in ("jieba", "pypinyin", "misaki") if importlib.util.find_spec(name) is None]
        return missing(self._models) or (
            f"kokoro: {', '.join(lacking)} missing: {cure()}" if lacking else None
        )

    def speak(self, text: str, language: str, voice: str, speed: float) -> Speech:
        """The text spoken at 24 kHz; raises EngineError."""
        from sounds import audio

        np: Any = need("numpy")
        zh = first_part(language) == "zh"
        with self._lock:
            if zh and len(text) == 1 and "\u4e00" <= text <= "\u9fff":
                return Speech(self._syllable(text, voice, speed), RATE)
            spoken = self.phonemes(text, language)
            if not spoken:
                raise EngineError(f"kokoro finds nothing to speak in {text[:40]!r}", "write words")
            parts = []
            for clause in spoken:
                made = self._loaded().speak(clause.text, voice, speed)
                pause = np.zeros(round(RATE * clause.pause_ms / 1000 / speed), np.float32)
                parts += [audio.trim(made, RATE), pause]
        return Speech(np.concatenate(parts[:-1]), RATE)

    def phonemes(self, text: str, language: str) -> list[Clause]:
        """The clauses of a text in phonemes, each as short as the model wants it."""
        if first_part(language) == "zh":
            english = self._english if importlib.util.find_spec("hibari") else None
            self._mandarin = self._mandarin or Mandarin(self._lexicon, english, self._folder)
            spoken = [Clause(self._mandarin.phonemes(each.text), each.pause_ms) for each in clauses(text)]
        else:
            spoken = [Clause(each, 200) for each in self._sentences(text)]
        return [
            Clause(piece, clause.pause_ms)
            for clause in spoken
            for piece in fitting(clause.text, LONGEST)
            if any(c.isalpha() for c in piece)
        ]

    def _loaded(self) -> KokoroModel:
        """The model, loaded once."""
        self._model = self._model or KokoroModel(self._models)
        return self._model

    def _syllable(self, text: str, voice: str, speed: float) -> "Samples":
        """A lone syllable, cut out of a longer utterance if its end can be found there."""
        from sounds.engines.carrier import before_sibilant

        carried = " ".join(clause.text for clause in self.phonemes(text + _CARRIER, "zh"))
        cut = before_sibilant(self._loaded().speak(carried, voice, speed), RATE)
        if cut is None:
            cut = self._loaded().speak(self.phonemes(text, "zh")[0].text, voice, speed)
        return cut

    def _sentences(self, text: str) -> list[str]:
        """The phonemes of English sentences, by hibari's reader: both voices share the alphabet."""
        self._hibari = self._hibari or need("hibari").Hibari(threads=1)
        sentences: list[str] = self._hibari.phonemize(text)
        return sentences

    def _english(self, text: str) -> str:
        """The phonemes of English words inside Chinese."""
        return " ".join(self._sentences(text))

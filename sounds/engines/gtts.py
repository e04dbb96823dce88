"""The engine "gtts": Google's speech over the network, the online choice; never used unless it is chosen."""

import importlib.util
import io
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from sounds.engines.engine import Speech, cure, need
from sounds.errors import EngineError
from sounds.language import first_part

SECONDS = 10.0
"""How long one request may take."""


class Gtts:
    """Speaks many languages; needs the network, and texts leave the house."""

    id = "gtts"
    version = "2/1"
    model = "online"
    languages = ()
    voices: Mapping[str, str] = MappingProxyType({"zh": "zh-CN", "en": "en"})

    def available(self) -> str | None:
        """None, or what is missing and its cure; whether the network answers shows only with a text."""
        lacking = [name for name in ("gtts", "numpy", "soundfile") if importlib.util.find_spec(name) is None]
        return f"gtts: {', '.join(lacking)} missing: {cure()}" if lacking else None

    def speak(self, text: str, language: str, voice: str, speed: float) -> Speech:
        """The text spoken; the voice is a language of gTTS ("zh-CN", "en"). Raises EngineError."""
        package: Any = need("gtts")
        soundfile: Any = need("soundfile")
        mp3 = io.BytesIO()
        lang = voice or self.voices.get(first_part(language), first_part(language))
        try:
            package.gTTS(text, lang=lang, slow=speed < 0.75, timeout=SECONDS).write_to_fp(mp3)
            mp3.seek(0)
            samples, rate = soundfile.read(mp3, dtype="float32", always_2d=True)
        except Exception as error:
            # gTTS lets errors of requests and of sockets through: all mean that it cannot speak now.
            raise EngineError(
                f"gtts cannot speak ({error})", "check the network or choose another engine"
            ) from error
        return Speech(samples.mean(axis=1), int(rate))

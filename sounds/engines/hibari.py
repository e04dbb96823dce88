"""The engine "hibari": hibari-tts, the usual voice of English; its model comes in its package."""

import hashlib
import importlib.util
import threading
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sounds.engines.engine import Speech, cure, need
from sounds.errors import EngineError

SHA256 = "5f70741d4e900f4e85d0037498736cc1b3e1b9a63a13546a5da1e63abf4fccd8"
"""Of assets/hibari.onnx in hibari-tts 0.2.1."""


class Hibari:
    """Speaks English with the voice "heart"; its other voices would be downloaded, so they are refused."""

    id = "hibari"
    version = "0.2.1/1"
    model = SHA256
    languages = ("en",)
    voices: Mapping[str, str] = MappingProxyType({"en": "heart"})

    def __init__(self) -> None:
        self._loaded: Any = None
        self._lock = threading.Lock()

    def available(self) -> str | None:
        """None, or what is missing and its cure."""
        lacking = [
            name for name in ("numpy", "onnxruntime", "hibari") if importlib.util.find_spec(name) is None
        ]
        return f"hibari: {', '.join(lacking)} missing: {cure()}" if lacking else None

    def speak(self, text: str, language: str, voice: str, speed: float) -> Speech:
        """The text spoken at 24 kHz; the seed is fixed, so the same text gives the same samples."""
        if voice != "heart":
            raise EngineError(f"hibari has no voice {voice!r} here", "use heart")
        with self._lock:
            self._loaded = self._loaded or self._load()
            samples = self._loaded(text, speed=speed, seed=0)
        if not len(samples):
            raise EngineError(f"hibari finds nothing to speak in {text[:40]!r}", "write words")
        return Speech(samples, int(self._loaded.sample_rate))

    def _load(self) -> Any:
        """The model, checked: the key of a sound names it."""
        package: Any = need("hibari")
        model = Path(package.__file__).parent / "assets" / "hibari.onnx"
        if hashlib.sha256(model.read_bytes()).hexdigest() != SHA256:
            raise EngineError(f"{model} is not the model of hibari-tts 0.2.1", f"{cure()} --force-reinstall")
        return package.Hibari(threads=1)

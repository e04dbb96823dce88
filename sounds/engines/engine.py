"""The protocol of a speech engine, and what engines share."""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from sounds.errors import EngineError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Speech:
    """Samples as an engine made them: float32 between -1 and 1, one channel, `rate` samples a second."""

    samples: "NDArray[np.float32]"
    rate: int


class SpeechEngine(Protocol):
    """What makes speech of text.

    `id`, `version` and `model` (sha256 of its files, or a word if there are none to pin) go into the key of a
    sound: they are constants of the code, so that a key is the same on a machine without the engine.
    `languages` are first parts ("zh"); empty means any. `voices` gives the usual voice of a language.
    """

    @property
    def id(self) -> str:
        """The word for the engine in settings."""

    @property
    def version(self) -> str:
        """The version whose sound is kept under a key."""

    @property
    def model(self) -> str:
        """What the voice is made from."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it speaks well enough."""

    @property
    def voices(self) -> Mapping[str, str]:
        """The usual voice of each language."""

    def available(self) -> str | None:
        """None if it can speak here and now, else the reason why not, with the cure."""

    def speak(self, text: str, language: str, voice: str, speed: float) -> Speech:
        """The text spoken; raises EngineError."""


def need(module: str, extra: str = "speech") -> Any:
    """An optional package, imported now; raises EngineError naming the extra that brings it."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise EngineError(f"the package {module} is missing", cure(extra)) from error


def cure(extra: str = "speech") -> str:
    """What to do when a package of an extra is missing."""
    return f"install the extra: pip install 'callwright[{extra}]'"

"""The settings of this room: where sounds are kept and which voice speaks which language."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from sounds.language import first_part

BUILTIN = Path(__file__).parent / "builtin"
"""The packed sounds that ship with the product."""


@dataclass(frozen=True)
class VoiceChoice:
    """The engine and voice that speak a language, and how fast (1.0 is normal, 0.5 to 2.0)."""

    engine: str
    voice: str
    speed: float = 1.0


DEFAULT_VOICES: dict[str, VoiceChoice] = {
    "zh": VoiceChoice("kokoro", "zf_xiaoyi"),
    "en": VoiceChoice("hibari", "heart"),
}


@dataclass(frozen=True)
class SoundSettings:
    """Folders, voices and limits.

    `recorded` holds what a person spoke, `cache` what was made (it may be deleted at any time), `packs`
    folders of packed sounds, `voices` a choice for each language (its first part: "zh"), `lexicon` a file of
    words and their sounds, `models` a folder with model files if they are not in the installed packages,
    `command` the program of the engine "command". `seconds` is how long a call waits for a sentence with its
    own values; `spoken_bytes` and `spoken_days` bound what is kept of these.
    """

    recorded: Path
    cache: Path
    packs: tuple[Path, ...] = (BUILTIN,)
    voices: Mapping[str, VoiceChoice] = field(default_factory=lambda: dict(DEFAULT_VOICES))
    lexicon: Path | None = None
    models: Path | None = None
    command: tuple[str, ...] = ()
    seconds: float = 3.0
    spoken_bytes: int = 500_000_000
    spoken_days: float = 7.0

    @classmethod
    def in_folder(cls, folder: Path) -> "SoundSettings":
        """The usual places in a project's folder of sounds: recorded/, cache/, packed/ and lexicon.txt."""
        return cls(
            recorded=folder / "recorded",
            cache=folder / "cache",
            packs=(folder / "packed", BUILTIN),
            lexicon=folder / "lexicon.txt",
        )

    def with_voice(self, language: str, choice: VoiceChoice) -> "SoundSettings":
        """The same settings with another voice for a language."""
        return replace(self, voices={**self.voices, language: choice})

    def voice_of(self, language: str) -> VoiceChoice:
        """The voice chosen for a language: its full name first, then its first part, else espeak's."""
        found = self.voices.get(language) or self.voices.get(first_part(language))
        return found or VoiceChoice("espeak", first_part(language))

    def to_json(self) -> str:
        """One line of JSON, to hand the settings to another process."""
        return json.dumps(asdict(self), default=str, ensure_ascii=True)

    @classmethod
    def from_json(cls, text: str) -> "SoundSettings":
        """The settings from what `to_json` wrote."""
        parts: dict[str, Any] = json.loads(text)
        for name in ("recorded", "cache", "lexicon", "models"):
            parts[name] = None if parts[name] is None else Path(parts[name])
        parts["packs"] = tuple(Path(path) for path in parts["packs"])
        parts["command"] = tuple(parts["command"])
        parts["voices"] = {name: VoiceChoice(**choice) for name, choice in parts["voices"].items()}
        return cls(**parts)

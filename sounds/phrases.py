"""A phrase to be spoken, in canonical form, and the key under which its sound is kept."""

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass

from sounds.language import first_part
from sounds.plain import speakable

SCHEMA = 1
"""Counts up when the way a key is made changes, so that no old sound is taken for a new one."""

_HAN = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
_BETWEEN_HAN = re.compile(rf"(?<={_HAN}) (?={_HAN})")


def canonical(text: str) -> str:
    """The text in Unicode form NFC, blanks and line ends made one blank, none between Chinese characters."""
    return _BETWEEN_HAN.sub("", " ".join(unicodedata.normalize("NFC", text).split()))


@dataclass(frozen=True)
class Profile:
    """How a phrase is made into sound: everything but the text that changes what is heard.

    `engine`, `version` and `model` (sha256 of its files) name the synthesiser, `voice` and `speed` (1.0 is
    normal) how it speaks, `processing` what is done to the sound afterwards, `lexicon` (word, sound) pairs.
    """

    engine: str
    version: str
    model: str
    voice: str
    speed: float = 1.0
    processing: str = ""
    lexicon: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Phrase:
    """A text in a language ("zh-CN", "en"), with a voice if it is not the language's usual one.

    The text is made canonical, so equal phrases sound equal. A voice is "voice" or "engine:voice".
    """

    text: str
    language: str
    voice: str = ""

    def __post_init__(self) -> None:
        """Make the text canonical."""
        object.__setattr__(self, "text", canonical(self.text))

    @property
    def speakable(self) -> str:
        """The text as an engine is given it, bare digits written out as words."""
        return speakable(self.text, self.language)

    def key(self, profile: Profile) -> str:
        """The sha256, in hexadecimal, of all that decides how the phrase sounds.

        Only words of the lexicon that occur in the text count: a new word renews only the sounds it is in.
        """
        text = self.speakable
        parts = {
            "schema": SCHEMA,
            "text": text,
            "language": first_part(self.language),
            "engine": profile.engine,
            "version": profile.version,
            "model": profile.model,
            "voice": profile.voice,
            "speed": round(profile.speed, 3),
            "processing": profile.processing,
            "lexicon": sorted([word, sound] for word, sound in profile.lexicon if word in text),
        }
        written = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()

"""The gate that every made sound passes: is it as long as its text wants, at level, and unclipped."""

import re
from typing import TYPE_CHECKING

from sounds import audio
from sounds.phrases import Phrase

if TYPE_CHECKING:
    from sounds.audio import Samples

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[^\W\d_]")
_PAUSE = re.compile(r"[，。、；：！？,.;:!?…]")
_FOREIGN = re.compile(r"(?:[A-Za-z']{2,}[ ,.]+){3,}[A-Za-z']{2,}")

SHORTEST, LONGEST = 80, 600
"""Milliseconds of sound for one syllable; below and above something was left out or stuttered."""

LATIN = 0.35
"""Syllables that a letter of a word stands for."""

LEVEL = 1.5
"""How far from the wanted level a sound may be, in dB."""


def faults(phrase: Phrase, samples: "Samples", speed: float = 1.0) -> list[str]:
    """What is wrong with the sound (8 kHz) of a phrase spoken at a speed; empty if it may be used."""
    text = phrase.speakable
    han, latin = len(_HAN.findall(text)), len(_LATIN.findall(_HAN.sub("", text)))
    syllables = max(1.0, han + latin * LATIN)
    ms, level = audio.length_ms(samples), audio.active_level(samples)
    least, most = SHORTEST * syllables / speed, LONGEST * (syllables + 1 + len(_PAUSE.findall(text))) / speed
    found = []
    if not least <= ms <= most:
        found.append(f"lasts {ms} ms, not {least:.0f} to {most:.0f} (about {syllables:.0f} syllables)")
    if abs(level - audio.LEVEL) > LEVEL:
        found.append(f"has a level of {level:.1f} dBFS, not {audio.LEVEL:.0f}")
    if audio.peak_level(samples) > -0.1:
        found.append("is clipped")
    return found


def doubts(phrase: Phrase) -> list[str]:
    """What may sound wrong in a text before it is spoken."""
    if phrase.language.lower().startswith("zh") and (found := _FOREIGN.search(phrase.text)):
        return [
            f"{found[0][:40]!r} is English inside Chinese: a Chinese voice is hard to follow there, "
            "give it a prompt of its own in en"
        ]
    return []

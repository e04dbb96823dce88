"""How long something sounds that was never made: an estimate from its text, the same every time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from nodes.clips import Clip

HAN_MS = 220
LATIN_MS = 70
DIGIT_MS = 260
PAUSE_MS = 350
"""Milliseconds of a Chinese character, a letter, a digit, and a pause at a punctuation mark."""

_PAUSES = frozenset("，。！？；：、,.!?;:")
_TONE = re.compile(r"%\(\s*(\d+)\s*,\s*(\d+)")
_LOOPS = re.compile(r"(?:loops|[lL])=(-?\d+)")
ENDLESS_MS = 3_600_000
"""What a tone without an end counts as."""


@lru_cache(maxsize=4096)
def text_ms(text: str) -> int:
    """How many milliseconds it takes to speak `text`, a multiple of 20."""
    total = 0
    for character in text:
        if character in _PAUSES:
            total += PAUSE_MS
        elif character.isdigit():
            total += DIGIT_MS
        elif character.isspace():
            total += 20
        else:
            total += HAN_MS if ord(character) > 0x2E7F else LATIN_MS
    return -(-total // 20) * 20


@lru_cache(maxsize=256)
def tone_ms(tone: str) -> int:
    """The length of a tone as FreeSWITCH's tone_stream writes it: `%(on,off,frequencies)`, `loops=n`."""
    once = sum(int(on) + int(off) for on, off in _TONE.findall(tone))
    loops = _LOOPS.search(tone)
    times = int(loops[1]) if loops else 1
    return ENDLESS_MS if times < 0 else once * max(1, times)


def clip_ms(clip: Clip) -> int:
    """The length of `clip` in milliseconds: its own where it is known."""
    if clip.ms:
        return clip.ms
    return tone_ms(clip.tone) if clip.kind == "tone" else text_ms(clip.text)


def clips_ms(clips: Sequence[Clip]) -> int:
    """The length of `clips` played without a gap."""
    total = 0
    for clip in clips:
        total += clip.ms or clip_ms(clip)
    return total

"""Whether a live caller heard what was played: the sound files, looked for in the recording of his leg."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from nodes.clips import Clip
from simulator.dialogue import Sound
from simulator.lengths import clip_ms
from simulator.told import Told, cut
from sounds.errors import SoundError
from sounds.recognise import recognise, samples_of
from sounds.wav import RATE

SHORTEST_MS = 400
"""What sounds for less is not looked for: a word of a number is in many other words."""

ENOUGH = 0.6
"""The share of a sound's pieces that must be recognised."""

LATE_SECONDS = 1.0
"""How much later than those before it say a sound may begin. Earlier it may be by any time: while the switch
sends nothing (it records, say), the recording of the caller's leg stands still.
"""

MISSED_SECONDS = 0.5
"""What of the first sound may be missing: the recording begins when the leg knows that it was answered."""

_CUT_MS = 200
"""The end of a sound that a key cut short: the switch stops it a little later than the flow knows."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A sound file that should be in the recording: when it began, and how long it sounded."""

    clip: Clip
    at: int
    ms: int


def unheard(sounds: Sequence[Sound], recording: Path) -> Iterator[Told]:
    """What was played and is not in the recording, in the order of the call; what has no sound at all."""
    for sound in sounds:
        for clip in sound.clips:
            if clip.kind in ("speech", "sound") and not clip.file and clip.text:
                yield Told(
                    f"'{cut(clip.text)}' has no sound: callwright sounds build",
                    f"“{cut(clip.text)}”没有声音：callwright sounds build",
                )
    try:
        line = samples_of(recording)
    except SoundError as error:
        yield Told(f"what the caller heard was not recorded: {error}", f"没有录下来电者听到的声音：{error}")
        return
    offset: float | None = None
    last = -MISSED_SECONDS
    for expected in expected_sounds(sounds):
        end = len(line) / RATE if offset is None else expected.at / 1000 + offset + LATE_SECONDS
        found = recognise(line, _samples(expected.clip.file)[: expected.ms * RATE // 1000], last, end)
        if found is None or found.share < ENOUGH:
            text, seconds = cut(expected.clip.text or Path(expected.clip.file).stem), expected.at / 1000
            yield Told(
                f"'{text}' was played at {seconds:.1f} s, and not heard in the caller's sound",
                f"{seconds:.1f} 秒播放了“{text}”，来电者的声音里没有",
            )
            continue
        offset, last = found.at - expected.at / 1000, found.at + expected.ms / 2000


def expected_sounds(sounds: Sequence[Sound]) -> Iterator[Expected]:
    """The sound files of a call that sounded alone and long enough to be recognised."""
    for sound in sounds:
        if sound.ended == "on":
            continue
        whole = sound.ended == "done"
        at, left = sound.at, sound.until - sound.at - (0 if whole else _CUT_MS)
        for clip in sound.clips:
            ms = clip_ms(clip)
            sounded = min(ms, left)
            if clip.file and sounded >= SHORTEST_MS:
                yield Expected(clip, at, sounded)
            at += ms
            left -= ms


@lru_cache(maxsize=256)
def _samples(file: str) -> Any:
    return samples_of(file)

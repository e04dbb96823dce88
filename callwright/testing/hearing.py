"""Whether a live caller heard what was played: the sound files, looked for in the recording of his leg."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from simulator.dialogue import Sound
from simulator.lengths import clip_ms
from simulator.told import Told, cut
from sounds.errors import SoundError
from sounds.recognise import joined, recognise, samples_of, silent
from sounds.wav import RATE

SHORTEST_MS = 600
"""What sounds for less is not looked for: one word is in many others."""

ENOUGH = 0.6
"""The share of a prompt's pieces that must be recognised."""

LATE_SECONDS = 3.0
"""How much later than the first one says a prompt may begin. Earlier it may be by any time: while the switch
sends nothing (it records, say), the recording of the caller's leg stands still.
"""

FIRST_SECONDS = 10.0
"""How much later than by the flow's clock the first prompt may stand in the recording."""

MISSED_SECONDS = 2.0
"""What of the first prompt may be missing: the recording begins when the leg knows that it was answered."""

_CUT_MS = 600
"""The end of a prompt that a key cut short: it began a little later than the flow asked for it."""


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
    for sound in sounds:
        wanted = sounded(sound)
        if wanted is None:
            continue
        at = sound.at / 1000
        end = at + (FIRST_SECONDS if offset is None else offset + LATE_SECONDS)
        found = recognise(line, wanted, last, end)
        if found is None or found.share < ENOUGH:
            yield Told(
                f"'{cut(sound.text)}' was played at {at:.1f} s, and not heard in the caller's sound",
                f"{at:.1f} 秒播放了“{cut(sound.text)}”，来电者的声音里没有",
            )
            continue
        offset = found.at - at if offset is None else offset
        last = found.at + len(wanted) / RATE / 2


def sounded(sound: Sound) -> Any:
    """The samples of a prompt as far as it sounded; None for one that cannot be recognised.

    That is one which sounds on behind others, or too short, or without a file.
    """
    ms = sound.until - sound.at - (0 if sound.ended == "done" else _CUT_MS)
    if sound.ended == "on" or not any(clip.file for clip in sound.clips):
        return None
    whole = _joined(tuple((clip.file, clip_ms(clip)) for clip in sound.clips))
    heard = whole if sound.ended == "done" else whole[: max(0, ms) * RATE // 1000]
    return heard if len(heard) >= SHORTEST_MS * RATE // 1000 else None


@lru_cache(maxsize=128)
def _joined(clips: tuple[tuple[str, int], ...]) -> Any:
    """Files one after the other, and as much silence as anything else takes."""
    return joined([samples_of(file) if file else silent(ms) for file, ms in clips])

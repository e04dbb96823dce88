"""The sound of a simulated call: what its caller heard, and the tones of the keys at their true moments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from nodes.clips import Clip
from simulator.lengths import ENDLESS_MS, clip_ms
from simulator.track import Stretch, Track

if TYPE_CHECKING:
    from sounds.audio import Samples


@dataclass(slots=True)
class Lacking:
    """What could not be heard: texts without a sound, files that cannot be read, with the reason."""

    texts: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)


def sound_of(track: Track, lacking: Lacking) -> Samples:
    """The call as 8 kHz samples, as long as it lasted on its own clock.

    A sound ends where a key cut it short; sounds that are lacking are silence of their estimated length.
    Raises SoundError if the packages for sound are missing.
    """
    from sounds.dtmf import synthesise
    from sounds.mixing import mix

    sounds: list[tuple[int, Samples]] = []
    read: dict[str, Samples] = {}
    for stretch in track.stretches:
        sounds += _stretch(stretch, track.ms, read, lacking)
    sounds += [(at, synthesise(key)) for at, key in track.keys]
    return mix(track.ms, sounds)


def _stretch(
    stretch: Stretch, ms: int, read: dict[str, Samples], lacking: Lacking
) -> Iterator[tuple[int, Samples]]:
    """The clips of one stretch, each at its time, none beyond the stretch's end."""
    from sounds.mixing import stretched

    end = ms if stretch.end < 0 else stretch.end
    at = stretch.begin
    while at < end:
        began = at
        for clip in stretch.clips:
            long = min(clip_ms(clip), end - at)
            if long > 0:
                endless = clip.kind == "tone" and clip_ms(clip) >= ENDLESS_MS
                yield at, stretched(_clip(clip, read, lacking), long, again=endless)
            at += clip_ms(clip)
        if not stretch.background or at == began:
            return


def _clip(clip: Clip, read: dict[str, Samples], lacking: Lacking) -> Samples:
    """The samples of one clip; none for a silence, or for what is lacking."""
    from sounds.errors import SoundError
    from sounds.mixing import stretched, tone_stream

    nothing = stretched(tone_stream(""), 0)
    if clip.kind == "silence":
        return nothing
    if clip.kind == "tone":
        return tone_stream(clip.tone)
    if not clip.file:
        if clip.text and clip.text not in lacking.texts:
            lacking.texts.append(clip.text)
        return nothing
    if clip.file not in read:
        try:
            read[clip.file] = _read(Path(clip.file))
        except SoundError as error:
            lacking.files[clip.file] = str(error)
            read[clip.file] = nothing
    return read[clip.file]


def _read(path: Path) -> Samples:
    from sounds.audio import read, resample

    return resample(*read(path))

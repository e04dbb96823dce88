"""Cuts a syllable off the beginning of an utterance that goes on with a sibilant."""

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sounds.engines.engine import need

if TYPE_CHECKING:
    from sounds.audio import Samples

_HISS, _VOICE = 3500.0, 1500.0
_LEAST_MS = 40
_FADE_MS = 10


def before_sibilant(samples: "Samples", rate: int) -> "Samples | None":
    """What was said before the last hiss, its end faded; None if there is no hiss or nothing before it.

    A frame of 5 ms hisses if it holds more power above 3.5 kHz than below 1.5 kHz.
    """
    np: Any = need("numpy")
    frame = rate * 5 // 1000
    count = len(samples) // frame
    if count < 2:
        return None
    windowed = samples[: count * frame].reshape(-1, frame) * np.hanning(frame)
    power = np.abs(np.fft.rfft(windowed, 512, axis=1)) ** 2
    hertz = np.fft.rfftfreq(512, 1 / rate)
    loud = power.sum(1) > power.sum(1).max() * 1e-5
    hiss = (power[:, hertz > _HISS].sum(1) > power[:, (hertz > 100) & (hertz < _VOICE)].sum(1)) & loud
    edges = [0, *(np.flatnonzero(np.diff(hiss)) + 1).tolist(), count]
    starts = [first for first, after in pairwise(edges) if hiss[first] and (after - first) * 5 >= _LEAST_MS]
    if not starts or not (loud & ~hiss)[: starts[-1]].any():
        return None
    cut: Samples = samples[: starts[-1] * frame].copy()
    fade = min(len(cut), rate * _FADE_MS // 1000)
    cut[len(cut) - fade :] *= np.linspace(1, 0, fade, dtype=np.float32)
    return cut

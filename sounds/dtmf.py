"""The tones of telephone keys (ITU-T Q.23, Q.24): made and found in 8 kHz samples."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sounds.engines.engine import need
from sounds.wav import RATE

if TYPE_CHECKING:
    from sounds.audio import Samples

LOW = (697, 770, 852, 941)
HIGH = (1209, 1336, 1477, 1633)
KEYS = "123A456B789C*0#D"

_FRAME = 160
"""20 ms: a shorter frame cannot tell 697 from 770 Hz."""
_HOP = 40
_QUIETEST = -36.0
_TWIST = (8.0, 6.0)
_OVER_OTHERS = 5.0
_SHARE = 0.5
_HARMONIC = -6.0


@dataclass(frozen=True)
class Press:
    """A key heard in samples: which, and when it began and ended, in seconds."""

    key: str
    begin: float
    end: float


def synthesise(
    keys: str, on_ms: int = 80, off_ms: int = 60, low: float = -10.0, high: float = -8.0
) -> "Samples":
    """The tones of keys (0-9 * # A-D) at 8 kHz, each followed by silence; levels of the sines in dBFS.

    Raises ValueError for anything that is no key.
    """
    np: Any = need("numpy")
    at = np.arange(RATE * on_ms // 1000) / RATE
    edge = min(RATE * 2 // 1000, len(at) // 2)
    shape = np.ones(len(at))
    shape[:edge] = np.linspace(0, 1, edge)
    shape[len(at) - edge :] = shape[:edge][::-1]
    parts = [np.zeros(0)]
    for key in keys.upper():
        row, column = divmod(KEYS.index(key), 4)
        tones = ((LOW[row], low), (HIGH[column], high))
        mixed = sum(10 ** (level / 20) * np.sin(2 * np.pi * hertz * at) for hertz, level in tones)
        parts += [mixed * shape, np.zeros(RATE * off_ms // 1000)]
    samples: Samples = np.concatenate(parts).astype(np.float32)
    return samples


def detect(samples: "Samples", shortest_ms: int = 36, gap_ms: int = 20) -> list[Press]:
    """The keys pressed in 8 kHz samples, in order.

    `shortest_ms` is the least length of a tone (use 50 in calls: speech imitates short ones), `gap_ms` the
    least silence between two presses of the same key.
    """
    found = _symbols(samples)
    need_frames = max(2, int((shortest_ms - 1000 * _FRAME / RATE) / (1000 * _HOP / RATE)))
    presses: list[Press] = []
    for symbol, first, after in _runs(found):
        if symbol < 0 or after - first < need_frames:
            continue
        press = Press(KEYS[symbol], first * _HOP / RATE, ((after - 1) * _HOP + _FRAME) / RATE)
        last = presses[-1] if presses else None
        if last and last.key == press.key and press.begin - last.end < gap_ms / 1000:
            presses[-1] = Press(last.key, last.begin, press.end)
        else:
            presses.append(press)
    return presses


def _runs(symbols: list[int]) -> Iterator[tuple[int, int, int]]:
    """Runs of equal symbols: symbol, first frame, frame after the last."""
    edges = [0, *(n for n in range(1, len(symbols)) if symbols[n] != symbols[n - 1]), len(symbols)]
    for first, after in pairwise(edges):
        if after > first:
            yield symbols[first], first, after


def _symbols(samples: "Samples") -> list[int]:
    """The key heard in each 20 ms frame, every 5 ms, as an index of KEYS; -1 for none.

    A frame holds a key if one tone of each group stands out of its group, both together out of the rest of
    the sound, their levels are near each other, and their second harmonics are weak (speech has strong ones).
    """
    np: Any = need("numpy")
    if len(samples) < _FRAME:
        return []
    frames = np.lib.stride_tricks.sliding_window_view(samples.astype(np.float64), _FRAME)[::_HOP]
    hertz, at = np.array(LOW + HIGH), np.arange(_FRAME) / RATE
    sizes = np.abs(frames @ np.exp(-2j * np.pi * np.outer(at, hertz))) / (_FRAME / 2)
    harmonics = np.abs(frames @ np.exp(-4j * np.pi * np.outer(at, hertz))) / (_FRAME / 2)
    every = np.arange(len(frames))
    row, column = sizes[:, :4].argmax(1), sizes[:, 4:].argmax(1) + 4
    low, high = sizes[every, row], sizes[every, column]
    others = sizes.copy()
    others[every, row] = others[every, column] = 0

    def decibels(value: Any) -> Any:
        return 20 * np.log10(value + 1e-9)

    twist = decibels(low) - decibels(high)
    heard = (decibels(low) > _QUIETEST) & (decibels(high) > _QUIETEST)
    heard &= (twist < _TWIST[0]) & (twist > -_TWIST[1])
    heard &= decibels(low) - decibels(others[:, :4].max(1)) > _OVER_OTHERS
    heard &= decibels(high) - decibels(others[:, 4:].max(1)) > _OVER_OTHERS
    heard &= low**2 + high**2 > _SHARE * 2 * (frames**2).mean(1)
    heard &= decibels(harmonics[every, row]) - decibels(low) < _HARMONIC
    heard &= decibels(harmonics[every, column]) - decibels(high) < _HARMONIC
    symbols: list[int] = np.where(heard, row * 4 + column - 4, -1).tolist()
    return symbols

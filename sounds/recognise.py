"""Recognises a sound in a recording of a telephone call: where it begins, and how much of it is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sounds.audio import read, resample
from sounds.engines.engine import need
from sounds.wav import RATE

if TYPE_CHECKING:
    from sounds.audio import Samples

PLACE_SECONDS = 0.6
"""A sound is placed by pieces of this length: shorter ones are in many words."""

PIECE_SECONDS = 0.3
"""Once placed, it is compared in pieces of this length: a gap in the line spoils one, and moves the rest."""

SLACK_SECONDS = 0.12
"""How far a piece may lie from where the one before it says."""

GAP_SECONDS = 1.0
"""The longest gap or loss within a sound after which the rest of it is still recognised."""

ALIKE = 0.8
"""From this correlation (0 to 1) on a piece is recognised. Of 218 pieces of the sample line's sounds, through
mu-law and noise, each came to 0.91 and more with itself. Looked for in another sentence, 212 stayed below it;
the six others have words in common with it.
"""

_SURE = 0.6
"""No other place is looked for once so much of a sound is there."""

_FAINT = 0.03
"""A piece whose level is below this share of the loudest one's is a pause, and tells nothing."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """Where a sound begins in a recording, in seconds, and which share of its pieces was recognised."""

    at: float
    share: float


def samples_of(path: Path | str) -> "Samples":
    """The samples of a sound file at the telephone's rate. Raises AudioError."""
    samples, rate = read(path)
    return resample(samples, rate)


def silent(ms: int) -> "Samples":
    """So many milliseconds of silence."""
    np: Any = need("numpy")
    found: Samples = np.zeros(ms * RATE // 1000, dtype=np.float32)
    return found


def joined(parts: "Sequence[Samples]") -> "Samples":
    """Samples one after the other."""
    np: Any = need("numpy")
    found: Samples = np.concatenate(parts) if parts else silent(0)
    return found


def recognise(recording: "Samples", sound: "Samples", begin: float, end: float) -> Recognised | None:
    """The first place from `begin` to `end` seconds where most of `sound` begins; else the best one.

    None if nothing is like it. It may begin before the recording (below 0), if `begin` is so early: the rest
    is recognised. Normalised cross-correlation, so that neither level nor length decides.
    """
    best: Recognised | None = None
    pieces = _pieces(sound, PIECE_SECONDS)
    for seconds in (PLACE_SECONDS, PIECE_SECONDS):
        tried: list[float] = []
        for offset, piece in _pieces(sound, seconds):
            first, last = begin + offset - SLACK_SECONDS, end + offset + SLACK_SECONDS
            for at, _ in _places(recording, piece, first, last):
                if any(abs(at - offset - other) < SLACK_SECONDS for other in tried):
                    continue
                tried.append(at - offset)
                share = _share(recording, pieces, at - offset)
                if best is None or share > best.share:
                    best = Recognised(at - offset, share)
                if share > _SURE:
                    return best
        if best is not None:
            break
    return best


def _pieces(sound: "Samples", seconds: float) -> "list[tuple[float, Samples]]":
    """The pieces that are more than a pause, one each PIECE_SECONDS, with the second at which each begins."""
    np: Any = need("numpy")
    size, hop = int(seconds * RATE), int(PIECE_SECONDS * RATE)
    cut = [(n / RATE, sound[n : n + size]) for n in range(0, max(1, len(sound) - hop // 2), hop)]
    levels = [float(np.sqrt(np.mean(np.square(piece)))) for _, piece in cut]
    loudest = max(levels, default=0.0)
    return [each for each, level in zip(cut, levels, strict=True) if level > max(1e-5, loudest * _FAINT)]


def _share(recording: "Samples", pieces: "list[tuple[float, Samples]]", at: float) -> float:
    """Which share of the pieces lies where it should, reckoned from piece to piece.

    After a piece that is not there the next may be late by the length of a gap, or early by what was lost.
    """
    found, drift, slack = 0, 0.0, SLACK_SECONDS
    for offset, piece in pieces:
        middle = at + offset + drift
        places = _places(recording, piece, middle - slack, middle + slack)
        if places:
            found += 1
            drift += max(places, key=lambda place: place[1])[0] - middle
        slack = SLACK_SECONDS if places else GAP_SECONDS
    return found / len(pieces)


def _places(recording: "Samples", piece: "Samples", begin: float, end: float) -> list[tuple[float, float]]:
    """The seconds at which `piece` is recognised between `begin` and `end`, each with its correlation."""
    np: Any = need("numpy")
    first = max(0, int(begin * RATE))
    alike = _alike(recording[first : max(first, int(end * RATE)) + len(piece)], piece)
    near = np.flatnonzero(alike >= ALIKE)
    if not len(near):
        return []
    groups = np.split(near, np.flatnonzero(np.diff(near) > SLACK_SECONDS * RATE) + 1)
    peaks = (int(group[np.argmax(alike[group])]) for group in groups)
    return [((first + peak) / RATE, float(alike[peak])) for peak in peaks]


def _alike(window: "Samples", piece: "Samples") -> "Samples":
    """The correlation of `piece` with each place of `window`, from -1 to 1; empty if it does not fit in."""
    np: Any = need("numpy")
    places = len(window) - len(piece) + 1
    if places < 1:
        none: Samples = np.zeros(0)
        return none
    size = 1 << (len(window) + len(piece) - 1).bit_length()
    spectrum = np.fft.rfft(window, size) * np.conj(np.fft.rfft(piece, size))
    products = np.fft.irfft(spectrum, size)[:places]
    sums = np.concatenate(([0.0], np.cumsum(np.square(window, dtype=np.float64))))
    energy = sums[len(piece) :] - sums[:places]
    own = float(np.sum(np.square(piece, dtype=np.float64)))
    alike: Samples = products / np.sqrt(np.maximum(energy * own, 1e-9))
    return alike

"""Samples and sound files: reads anything, brings it to the telephone's rate and level, writes it whole."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sounds.engines.engine import need
from sounds.errors import AudioError
from sounds.wav import RATE, wav_bytes
from sounds.whole import write_whole

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

LEVEL = -19.0
"""Active speech level of every spoken sound, in dBFS: that of a telephone system's usual prompts."""

PEAK = -3.0
"""Highest peak, in dBFS."""

TRIM = -45.0
"""What is this far below the peak, in dB, counts as silence at both ends."""

MARGIN_MS = 50
"""Silence that stays at both ends."""

FRAME_MS = 20


def read(path: Path | str) -> "tuple[Samples, int]":
    """The samples of a sound file, mixed to one channel, and their rate; raises AudioError.

    Reads what libsndfile reads: WAV, FLAC, Ogg Vorbis and Opus, MP3, AIFF, AU ...
    """
    soundfile: Any = need("soundfile")
    try:
        samples, rate = soundfile.read(str(path), dtype="float32", always_2d=True)
    except (OSError, RuntimeError) as error:
        raise AudioError(f"{path} cannot be read as sound ({error})", "record or convert it again") from error
    mixed: Samples = samples.mean(axis=1)
    return mixed, int(rate)


def process(samples: "Samples", rate: int) -> "Samples":
    """Speech as a caller hears it: trimmed, at 8 kHz, at -19 dBFS of active speech, no peak over -3 dBFS.

    Raises AudioError for samples that hold nothing to hear.
    """
    return set_level(resample(trim(samples, rate), rate))


def trim(samples: "Samples", rate: int) -> "Samples":
    """The samples without the silence at both ends, but for 50 ms; raises AudioError if all is silence."""
    np: Any = need("numpy")
    frame = max(1, rate * 5 // 1000)
    usable = len(samples) // frame * frame
    peaks = np.abs(samples[:usable].reshape(-1, frame)).max(axis=1) if usable else np.zeros(0)
    if not len(peaks) or not np.isfinite(peaks).all() or peaks.max() < 1e-4:
        raise AudioError("the sound holds nothing to hear", "record it again or write words")
    loud = np.flatnonzero(peaks > peaks.max() * 10 ** (TRIM / 20))
    margin = rate * MARGIN_MS // 1000
    first, last = max(0, loud[0] * frame - margin), min(len(samples), (loud[-1] + 1) * frame + margin)
    kept: Samples = samples[first:last]
    return kept


def resample(samples: "Samples", rate: int, to: int = RATE) -> "Samples":
    """The samples at another rate (soxr, very high quality)."""
    if rate == to:
        return samples
    np: Any = need("numpy")
    resampled: Samples = need("soxr").resample(np.ascontiguousarray(samples), rate, to, quality="VHQ")
    return resampled


def active_level(samples: "Samples", rate: int = RATE) -> float:
    """The level of what is speech, in dBFS: the mean of frames within 30 dB of the loudest.

    Frames are 20 ms: a digit of 200 ms can be measured, where loudness meters need 400. -inf if silent.
    """
    np: Any = need("numpy")
    frame = rate * FRAME_MS // 1000
    padded = np.pad(samples.astype(np.float64), (0, -len(samples) % frame))
    powers = (padded.reshape(-1, frame) ** 2).mean(axis=1)
    if not len(powers) or powers.max() <= 0:
        return float("-inf")
    active = powers[powers > powers.max() / 1000]
    return float(10 * np.log10(active.mean()))


def peak_level(samples: "Samples") -> float:
    """The highest peak, in dBFS; -inf if silent."""
    np: Any = need("numpy")
    peak = float(np.abs(samples).max()) if len(samples) else 0.0
    return float(20 * np.log10(peak)) if peak > 0 else float("-inf")


def set_level(samples: "Samples", level: float = LEVEL, peak: float = PEAK, rate: int = RATE) -> "Samples":
    """The samples at an active speech level, in dBFS, peaks rounded off below a ceiling.

    Rounding takes some level away, so gain and limiter are repeated until both hold.
    """
    np: Any = need("numpy")
    ceiling = 10 ** (peak / 20)
    gain, limited = 1.0, samples
    for _ in range(5):
        here = active_level(limited, rate)
        if here == float("-inf"):
            raise AudioError("the sound holds nothing to hear", "record it again or write words")
        if abs(here - level) < 0.05 and np.abs(limited).max() <= ceiling:
            break
        gain *= 10 ** ((level - here) / 20)
        limited = _limit(samples * gain, ceiling)
    result: Samples = limited.astype(np.float32)
    return result


def _limit(samples: "Samples", ceiling: float) -> "Samples":
    """Samples with everything over half the ceiling bent (tanh) so that nothing goes over the ceiling."""
    np: Any = need("numpy")
    knee = ceiling / 2
    size = np.abs(samples)
    bent = knee + (ceiling - knee) * np.tanh((size - knee) / (ceiling - knee))
    limited: Samples = np.sign(samples) * np.where(size > knee, bent, size)
    return limited


def length_ms(samples: "Samples", rate: int = RATE) -> int:
    """The playing time in milliseconds, rounded."""
    return round(1000 * len(samples) / rate)


def to_wav(samples: "Samples") -> bytes:
    """An 8 kHz, 16-bit WAV file of samples at 8 kHz."""
    np: Any = need("numpy")
    whole = np.clip(np.round(samples * 32767), -32768, 32767).astype("<i2")
    return wav_bytes(whole.tobytes())


def write_wav(path: Path, samples: "Samples") -> None:
    """Writes an 8 kHz, 16-bit WAV file of samples at 8 kHz, whole or not at all."""
    write_whole(path, to_wav(samples))

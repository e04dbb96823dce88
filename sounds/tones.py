"""Tones: a beep and the like, made of sines."""

from typing import TYPE_CHECKING, Any

from sounds.engines.engine import need
from sounds.wav import RATE

if TYPE_CHECKING:
    from sounds.audio import Samples


def tone(*hertz: float, ms: int = 250, level: float = -13.0, rate: int = RATE) -> "Samples":
    """Sines together for some milliseconds, at a level in dBFS (RMS of the whole), ends rounded over 5 ms."""
    np: Any = need("numpy")
    at = np.arange(rate * ms // 1000) / rate
    mixed = sum(np.sin(2 * np.pi * each * at) for each in hertz)
    mixed = mixed * 10 ** (level / 20) * np.sqrt(2 / len(hertz))
    edge = min(rate * 5 // 1000, len(at) // 2)
    shape = np.ones(len(at))
    shape[:edge] = np.linspace(0, 1, edge, endpoint=False)
    shape[len(at) - edge :] = shape[:edge][::-1]
    samples: Samples = (mixed * shape).astype(np.float32)
    return samples


def beep() -> "Samples":
    """The tone after which a caller speaks: 1000 Hz for 400 ms."""
    return tone(1000.0, ms=400)

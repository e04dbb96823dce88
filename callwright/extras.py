"""Which extra brings which package, for the sentence that a missing one deserves."""

from __future__ import annotations

from callwright.errors import Misuse
from callwright.words import words

EXTRAS: dict[str, tuple[str, ...]] = {
    "live": ("gevent", "greenswitch", "httpx", "cryptography", "numpy", "soundfile"),
    "designer": ("PySide6",),
    "draw": ("resvg_py",),
    "speech": ("numpy", "soundfile", "soxr", "gtts", "onnxruntime", "misaki", "hibari"),
}

WAVE = ("numpy", "soundfile")
"""Without these packages no sound can be made, nor one unpacked of those that ship."""


def missing(error: ModuleNotFoundError, what: str) -> Misuse | None:
    """The failure to show when `what` lacks a package of an extra; None if it is no such package."""
    package = (error.name or "").split(".")[0]
    for extra, packages in EXTRAS.items():
        if package in packages:
            return Misuse(
                words(
                    zh=f"{what} 需要软件包 {package}，它属于附加部分 [{extra}]",
                    en=f"{what} needs the package {package}, which comes with the extra [{extra}]",
                ),
                f"pip install 'callwright[{extra}]'",
            )
    return None

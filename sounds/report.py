"""What a build of sounds did."""

from collections.abc import Callable
from dataclasses import dataclass

from sounds.phrases import Phrase

Progress = Callable[[int, int, Phrase], None]
"""Called after each phrase: how many are done, how many there are, which it was."""


@dataclass(frozen=True)
class BuildReport:
    """The phrases that were made, those that had a sound already, those that have none with the reason.

    `warnings` are sentences for the author: a stand-in voice, a recording of an older text, a doubtful text.
    """

    built: tuple[Phrase, ...]
    reused: tuple[Phrase, ...]
    failed: tuple[tuple[Phrase, str], ...]
    warnings: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Whether every phrase has a sound."""
        return not self.failed

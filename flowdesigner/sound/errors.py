"""What goes wrong with sound; each error says what, where and the cure in the reader's language.

Exception
└── SoundFault
    ├── Unreadable      a file that holds no sound that can be read here
    └── NoMicrophone    nothing to record with
"""

from __future__ import annotations

from flowdesigner.words.say import Say


class SoundFault(Exception):
    """The root; `say` is the sentence for the reader."""

    def __init__(self, sentence: Say) -> None:
        super().__init__(sentence.en.format(*sentence.values) if sentence.values else sentence.en)
        self.say = sentence


class Unreadable(SoundFault):
    """A file that cannot be played."""


class NoMicrophone(SoundFault):
    """Nothing can be recorded."""

"""What is said of a command that cannot be carried out, in both languages.

BaseException
├── Exception
│   └── Refused     a command changed nothing: why, and what to do instead
└── Unwind          the run is given up, another begins
    └── Closed      the session ends
"""

from __future__ import annotations


class Refused(Exception):
    """A command was refused and changed nothing; the words are given in Chinese and English."""

    def __init__(self, zh: str, en: str, cure_zh: str, cure_en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en
        self.cure_zh = cure_zh
        self.cure_en = cure_en


class Unwind(BaseException):
    """Ends the run of a call from outside; no node and no runner catches it."""


class Closed(Unwind):
    """The session ends as well."""

"""The language in which the command line speaks: Chinese or English, by `--lang` or the locale."""

from __future__ import annotations

import locale
import os
from contextvars import ContextVar
from typing import Literal

Tongue = Literal["zh", "en"]

_tongue: ContextVar[Tongue | None] = ContextVar("tongue", default=None)


def tongue() -> Tongue:
    """The language in force: what `speak` set, else that of the locale, else English."""
    chosen = _tongue.get()
    if chosen is not None:
        return chosen
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "zh" if os.environ[name].lower().startswith("zh") else "en"
    return "zh" if (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en"


def speak(language: str | None) -> None:
    """Use `language` (zh or en) from here on; None goes back to the locale's."""
    _tongue.set(None if language is None else "zh" if language.startswith("zh") else "en")


def words(*, zh: str, en: str) -> str:
    """The sentence in the language in force."""
    return zh if tongue() == "zh" else en

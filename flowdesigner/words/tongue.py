"""The language of the system, found without Qt: what is said before a window can be."""

from __future__ import annotations

import locale
from collections.abc import Mapping
from typing import Literal

Tongue = Literal["zh_CN", "zh_TW", "en"]
"""The languages of the window."""

_TRADITIONAL = ("zh_tw", "zh_hk", "zh_mo", "zh_hant", "chinese (traditional)", "chinese_taiwan")


def of_system(environment: Mapping[str, str]) -> Tongue:
    """The language of the system: Traditional Chinese in Taiwan, Hong Kong and Macao."""
    names = (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    found = next(filter(None, names), "") or locale.getlocale()[0] or ""
    name = found.replace("-", "_").lower()
    if not name.startswith(("zh", "chinese")):
        return "en"
    return "zh_TW" if name.startswith(_TRADITIONAL) else "zh_CN"


def both_of(environment: Mapping[str, str], zh: str, en: str) -> str:
    """Which of two sentences the system's user reads."""
    return en if of_system(environment) == "en" else zh

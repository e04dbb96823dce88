"""Sentences in three languages: written in two, the third made from the first, chosen when they are shown.

SAVE = say("保存", "Save")                       a sentence, at the top of a module
say("移动 {} 个节点", "Move {} nodes", 3)         one with values
follow(action, "setText", SAVE)                  shown now, and again whenever the language is switched
"""

from __future__ import annotations

import os
import weakref
from dataclasses import dataclass
from functools import cache

import shiboken6
from PySide6.QtCore import QObject, Signal

from flowdesigner.words.taiwan import in_taiwan
from flowdesigner.words.tongue import Tongue, of_system
from flows.problems import Lang

TONGUES: tuple[Tongue, ...] = ("zh_CN", "zh_TW", "en")


class _Tongues(QObject):
    """Which language is spoken now."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tongue: Tongue = of_system(os.environ)


@dataclass(frozen=True, slots=True)
class Say:
    """A sentence; `str` gives it in the language in force, `values` put into its `{}`."""

    zh: str
    en: str
    values: tuple[object, ...] = ()

    def __str__(self) -> str:
        text = both(self.zh, self.en)
        return text.format(*self.values) if self.values else text


def say(zh: str, en: str, *values: object) -> Say:
    """A sentence in Simplified Chinese and English; `values` fill its `{}` when it is shown."""
    return Say(zh, en, values)


def both(zh: str, en: str) -> str:
    """Which of two texts to show; what is written in Simplified Chinese is made Traditional where wanted."""
    if tongue() == "en":
        return en
    return in_taiwan(zh) if tongue() == "zh_TW" else zh


def tongue() -> Tongue:
    """The language in force."""
    return tongues().tongue


def lang() -> Lang:
    """The language in which the rooms below are asked: they know zh and en."""
    return "en" if tongue() == "en" else "zh"


def speak(wanted: Tongue) -> None:
    """Switch the language; everything that follows is shown again."""
    if wanted != tongues().tongue:
        tongues().tongue = wanted
        tongues().changed.emit()


@cache
def tongues() -> _Tongues:
    """The one that tells of a switch, by its signal `changed`."""
    return _Tongues()


def follow(target: QObject, setter: str, sentence: Say) -> None:
    """Show `sentence` by `target.setter(text)` now and after each switch, as long as `target` lives.

    The last sentence given for the same target and setter holds.
    """
    _followed(target)[setter] = sentence
    getattr(target, setter)(str(sentence))


_following: weakref.WeakKeyDictionary[QObject, dict[str, Say]] = weakref.WeakKeyDictionary()


def _followed(target: QObject) -> dict[str, Say]:
    if target not in _following:
        if not _following:
            tongues().changed.connect(_show_again)
        _following[target] = {}
    return _following[target]


def _show_again() -> None:
    for target, setters in list(_following.items()):
        if not shiboken6.isValid(target):
            del _following[target]
            continue
        for setter, sentence in setters.items():
            getattr(target, setter)(str(sentence))

"""Initials of Chinese words: the same as pypinyin's, for every title that the palette shows."""

from __future__ import annotations

import pytest

from flowdesigner.finding.initials import initials
from flowdesigner.palette.kinds import CATEGORIES, kinds

WORDS = {
    "播放": "bf",
    "多路选择": "dlxz",
    "HTTP 请求": "httpqq",
    "收键与录音": "sjyly",
    "": "",
    "…": "",
    "龘": "",
}


@pytest.mark.parametrize("word", WORDS)
def test_initials(word: str) -> None:
    assert initials(word) == WORDS[word]


def test_all_titles_have_the_initials_that_are_spoken() -> None:
    pypinyin = pytest.importorskip("pypinyin", reason="pip install 'callwright[speech]' to compare initials")
    titles = [kind.zh for kind in kinds()] + [title.zh for title in CATEGORIES.values()]
    for title in titles:
        wanted = "".join(pypinyin.lazy_pinyin(title, style=pypinyin.Style.FIRST_LETTER, errors="ignore"))
        assert initials(title) == wanted, title

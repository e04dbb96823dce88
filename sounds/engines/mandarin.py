"""Chinese text to the phonemes of the Kokoro voices, Latin runs inside it through the English reader."""

import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sounds.engines.engine import need

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_RUNS = re.compile(rf"[{_HAN}]+|[A-Za-z][A-Za-z' .&-]*[A-Za-z]|[A-Za-z]|[^{_HAN}A-Za-z]+")
_PUNCTUATION = str.maketrans(
    dict.fromkeys("，、", ", ")
    | dict.fromkeys("。．…", ". ")
    | dict.fromkeys("：", ": ")
    | dict.fromkeys("；", "; ")
    | dict.fromkeys("！", "! ")
    | dict.fromkeys("？", "? ")
    | dict.fromkeys("“”《》〈〉「」『』【】（）()\"'‘’—·", " ")
)

# The names of the letters in the voices' alphabet; the reader of words takes a lone A for the article.
_LETTERS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        [
            "ˈA",
            "bˈi",
            "sˈi",
            "dˈi",
            "ˈi",
            "ˈɛf",
            "ʤˈi",
            "ˈAʧ",
            "ˈI",
            "ʤˈA",
            "kˈA",
            "ˈɛl",
            "ˈɛm",
            "ˈɛn",
            "ˈO",
            "pˈi",
            "kjˈu",
            "ˈɑɹ",
            "ˈɛs",
            "tˈi",
            "jˈu",
            "vˈi",
            "dˈʌbᵊlju",
            "ˈɛks",
            "wˈI",
            "zˈi",
        ],
        strict=True,
    )
)


class Mandarin:
    """Reads Chinese text: words by jieba, pinyin by pypinyin and the lexicon, phonemes by misaki.

    `english` gives the phonemes of a Latin run; without it letters are named one by one. jieba keeps its word
    list in `folder`: its own place is a file in the common temporary folder that anybody may have written.
    Raises EngineError if a package is missing.
    """

    def __init__(
        self,
        lexicon: tuple[tuple[str, str], ...],
        english: Callable[[str], str] | None,
        folder: Path,
    ) -> None:
        self._lexicon = dict(lexicon)
        self._english = english
        self._pypinyin: Any = need("pypinyin")
        self._ipa: Callable[[str], str] = need("misaki.zh").ZHG2P.py2ipa
        words = "|".join(re.escape(word) for word, _ in lexicon)
        self._known = re.compile(f"({words})") if words else None
        jieba: Any = need("jieba")
        jieba.setLogLevel(logging.CRITICAL)  # It prints a traceback when it cannot keep its word list.
        folder.mkdir(parents=True, exist_ok=True)
        self._cutter = jieba.Tokenizer()
        self._cutter.tmp_dir = str(folder)

    def phonemes(self, text: str) -> str:
        """The phonemes of a text, in the alphabet of the voices."""
        parts = self._known.split(text) if self._known else [text]
        spoken = [self._of_word(part) if part in self._lexicon else self._of_text(part) for part in parts]
        return re.sub(r"\s+", " ", " ".join(spoken)).strip()

    def _of_word(self, word: str) -> str:
        """A word of the lexicon."""
        return "".join(self._ipa(syllable) for syllable in self._lexicon[word].split())

    def _of_text(self, text: str) -> str:
        """A text without words of the lexicon."""
        spoken = []
        for run in _RUNS.findall(text):
            if re.match(f"[{_HAN}]", run):
                spoken.append(" ".join(self._of_han(word) for word in self._cutter.lcut(run)))
            elif run[0].isascii() and run[0].isalpha():
                spoken.append(f" {self._of_latin(run)} ")
            else:
                spoken.append(run.translate(_PUNCTUATION))
        return "".join(spoken).replace(" ,", ",").replace(" .", ".")

    def _of_han(self, word: str) -> str:
        """A Chinese word."""
        style = self._pypinyin.Style.TONE3
        syllables = self._pypinyin.lazy_pinyin(word, style=style, neutral_tone_with_five=True)
        return "".join(self._ipa(syllable) for syllable in syllables).replace("\u032f", "")

    def _of_latin(self, run: str) -> str:
        """A run of Latin letters: single ones by name, words in English."""
        if self._english is None or all(len(part) == 1 for part in run.split()):
            return " ".join(_LETTERS[letter] for letter in run.upper() if letter in _LETTERS)
        return self._english(run)

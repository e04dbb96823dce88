"""Speech: which sounds are found for an utterance, and what a transcript shows for it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from engine.services.speech import SoundSpeech
from engine.spoken import system_words, utterances, value_text
from nodes.clips import Clip, Part
from sounds.errors import LibraryError
from sounds.phrases import Phrase
from sounds.wav import silence_bytes


class Library:
    """Sounds by text, those a person recorded apart."""

    def __init__(self, *texts: str, recorded: Sequence[str] = ()) -> None:
        self.texts = {*texts, *recorded}
        self.asked: list[str] = []
        self.recordings = self
        self.by_person = set(recorded)

    def find(self, phrase: Phrase) -> Path | None:
        self.asked.append(phrase.text)
        return Path(f"/{phrase.text}") if phrase.text in self.texts else None

    def for_text(self, phrase: Phrase) -> Path | None:
        return Path("x") if phrase.text in self.by_person else None

    def recorded(self, name: str, language: str) -> Path | None:
        if "/" in name:
            raise LibraryError("no name", "x")
        return Path(f"/{name}") if name in self.texts else None

    def segments(self, pieces: Sequence[str], language: str, voice: str = "") -> list[Path] | None:
        return [Path(f"/{piece.strip()}") for piece in pieces]


class Speaker:
    """Makes any sentence, or none in time."""

    def __init__(self, able: bool = True) -> None:
        self.able = able

    def file(self, phrase: Phrase, seconds: float | None = None) -> Path | None:
        return Path(f"/made {phrase.text}") if self.able else None


def files(clips: Sequence[Clip]) -> list[str]:
    return [clip.file or f"{clip.kind}:{clip.text}{clip.tone}{clip.ms or ''}" for clip in clips]


CASE = [Part("text", "Your case"), Part("value", "42", "digits"), Part("text", "is open")]
CASES = {
    "a sentence that is there": ([Part("text", "Hello")], Library("Hello"), None, ["/Hello"]),
    "a sentence that is made": ([Part("text", "Hello")], Library(), Speaker(), ["/made Hello"]),
    "a sentence without a sound": ([Part("text", "Hello")], Library(), None, ["speech:Hello"]),
    "a value in a sentence": (CASE, Library(), Speaker(), ["/made Your case four two is open"]),
    "a value in pieces": (
        CASE,
        Library("Your case", "is open"),
        Speaker(able=False),
        ["/Your case", "/four", "/two", "/is open"],
    ),
    "a value among recorded words": (
        CASE,
        Library(recorded=["Your case", "is open"]),
        Speaker(),
        ["/Your case", "/four", "/two", "/is open"],
    ),
    "pieces that are missing": (CASE, Library(), None, ["/four", "/two"]),
    "other parts": (
        [Part("sound", "bell"), Part("silence", ms=5), Part("tone", "%(9,9,9)"), Part("sound", "none")],
        Library("bell"),
        None,
        ["/bell", "silence:5", "tone:%(9,9,9)", "sound:none"],
    ),
    "a name that is none": ([Part("sound", "../x")], Library(), None, ["sound:../x"]),
    "nothing to say": ([Part("text", " "), Part("value", "", "digits")], Library(), Speaker(), []),
}


@pytest.mark.parametrize(("parts", "library", "speaker", "expected"), CASES.values(), ids=CASES)
def test_clips(parts: list[Part], library: Library, speaker: Speaker | None, expected: list[str]) -> None:
    clips = SoundSpeech(library, speaker).clips(parts, "en")
    assert files(clips) == expected
    assert [clip.text for clip in clips if clip.text] == [text for text, _ in utterances(parts, "en") if text]


def test_what_was_found_is_remembered_for_a_moment() -> None:
    library = Library("Hello")
    speech = SoundSpeech(library)
    for _ in range(3):
        speech.clips([Part("text", "Hello")], "en")
    assert library.asked == ["Hello"]


def test_own_prompts_keep_their_words() -> None:
    (clip,) = SoundSpeech(Library("sorry")).system("sorry", "en")
    assert (clip.file, clip.text) == ("/sorry", system_words("sorry", "en"))
    assert clip.text not in ("", "sorry")
    assert system_words("nothing such", "en") == "nothing such"


VALUES = {
    "digits": (Part("value", "120", "digits"), "zh-CN", "幺二零"),
    "no date is spelled": (Part("value", "31x", "date"), "en", "three one X"),
    "an unknown reading is spelled": (Part("value", "12", "nonsense"), "en", "one two"),
    "words that nothing can spell": (Part("value", "市长", "date"), "zh-CN", "市长"),
}


@pytest.mark.parametrize(("part", "language", "text"), VALUES.values(), ids=VALUES)
def test_a_value_never_breaks_a_prompt(part: Part, language: str, text: str) -> None:
    assert value_text(part, language) == text


def test_utterances_are_joined_as_the_language_writes() -> None:
    parts = [
        Part("text", "您的编号是"),
        Part("value", "12", "digits"),
        Part("silence", ms=1),
        Part("text", "谢谢"),
    ]
    assert [text for text, _ in utterances(parts, "zh-CN")] == ["您的编号是幺二", "", "谢谢"]


def test_lengths_are_read_from_the_sound(tmp_path: Path) -> None:
    file = tmp_path / "bell.wav"
    file.write_bytes(silence_bytes(250))

    class One(Library):
        def recorded(self, name: str, language: str) -> Path | None:
            return file

    (clip,) = SoundSpeech(One()).clips([Part("sound", "bell")], "en")
    assert clip.ms == 250

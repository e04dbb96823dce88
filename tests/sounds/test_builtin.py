"""What ships is what the texts say: every own prompt and every piece of a value has its sound."""

from pathlib import Path

import pytest

from sounds.library import Library
from sounds.packed import Packs
from sounds.phrases import Phrase
from sounds.reading import read
from sounds.render import own_phrases
from sounds.settings import BUILTIN, DEFAULT_VOICES, SoundSettings
from sounds.system import names


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_own_phrase_is_packed_under_its_key(language: str, tmp_path: Path) -> None:
    library = Library(SoundSettings.in_folder(tmp_path))
    missing = [
        phrase.text
        for phrase, _ in own_phrases(language)
        if library.packs.by_key(library.key(phrase)) is None
    ]
    assert missing == [], "run scripts/render_sounds.py"


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_packs_hold_nothing_else_and_say_who_speaks(language: str) -> None:
    wanted = {phrase.text for phrase, _ in own_phrases(language)}
    sounds = [sound for sound in Packs([BUILTIN]).sounds() if sound.language == language]
    assert {sound.text for sound in sounds} == wanted
    usual = DEFAULT_VOICES[language[:2]]
    assert {(sound.engine, sound.voice) for sound in sounds} == {(usual.engine, usual.voice)}


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_own_prompt_and_the_beep_have_names(language: str) -> None:
    packs = Packs([BUILTIN])
    assert all(packs.by_name(name, language) for name in (*names(), "beep"))


def test_the_packs_are_small() -> None:
    assert sum(path.stat().st_size for path in BUILTIN.glob("*.zip")) < 6_000_000


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_value_can_be_heard_without_any_engine(language: str, tmp_path: Path) -> None:
    pytest.importorskip("soundfile", reason="needs the extra [speech]")
    library = Library(SoundSettings.in_folder(tmp_path))
    for kind, value in (("telephone", "13800138000"), ("money", "1234.56"), ("datetime", "2026-01-15 17:05")):
        pieces = read(kind, value, language)
        paths = library.segments(pieces, language)
        assert paths is not None and len(paths) == len(pieces)
    assert library.recorded("sorry", language) is not None
    assert library.find(Phrase("没有这句话。", language)) is None

"""A phrase's canonical text and its key: equal sounds have equal keys, everything audible changes the key."""

from dataclasses import replace

import pytest

from sounds.phrases import Phrase, Profile, canonical
from sounds.plain import speakable

PROFILE = Profile("kokoro", "1", "abc", "zf_xiaobei", 1.0, "v1")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  欢迎致电 \n  市长热线。 ", "欢迎致电市长热线。"),
        ("Please\twait  now", "Please wait now"),
        ("请用 WiFi 上网", "请用 WiFi 上网"),
        ("e\u0301te\u0301", "\u00e9t\u00e9"),
        ("", ""),
    ],
)
def test_canonical_text(text: str, expected: str) -> None:
    assert canonical(text) == expected
    assert Phrase(text, "zh-CN") == Phrase(expected, "zh-CN")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("人工服务请按1，自动服务请按2。", "zh-CN", "人工服务请按一，自动服务请按二。"),
        ("欢迎致电12345热线", "zh", "欢迎致电幺二三四五热线"),
        ("您有2个未读件，共20元", "zh", "您有两个未读件，共二十元"),
        ("2026年8:30开始", "zh", "二零二六年上午八点半开始"),
        ("涨了3.5%", "zh", "涨了百分之三点五"),
        ("时间是25:99", "zh", "时间是二五九九"),
        ("Press 1, then call 12345.", "en", "Press one, then call one two three four five."),
        ("the 2nd time, 8:05", "en", "the second time, eight oh five a.m."),
        ("4 Uhr", "de", "4 Uhr"),
        ("A", "en", "eigh"),
        ("T S A two", "en", "T S eigh two"),
        ("A B, A visit to A T-shirt shop", "en", "eigh B, A visit to A T-shirt shop"),
    ],
)
def test_bare_digits_become_words(text: str, language: str, expected: str) -> None:
    assert speakable(text, language) == expected


def test_the_key_is_a_sha256_and_steady() -> None:
    key = Phrase("请按1", "zh-CN").key(PROFILE)
    assert len(key) == 64 and int(key, 16)
    assert key == Phrase(" 请按 一 ", "zh").key(PROFILE)


@pytest.mark.parametrize(
    "changed",
    [
        replace(PROFILE, engine="espeak"),
        replace(PROFILE, version="2"),
        replace(PROFILE, model="def"),
        replace(PROFILE, voice="zm_yunxi"),
        replace(PROFILE, speed=1.1),
        replace(PROFILE, processing="v2"),
        replace(PROFILE, lexicon=(("单先生", "shan4 xian1 sheng5"),)),
    ],
)
def test_everything_audible_changes_the_key(changed: Profile) -> None:
    phrase = Phrase("单先生您好", "zh-CN")
    assert phrase.key(changed) != phrase.key(PROFILE)


def test_a_word_of_the_lexicon_renews_only_the_sounds_it_is_in() -> None:
    more = replace(PROFILE, lexicon=(("单先生", "shan4 xian1 sheng5"),))
    assert Phrase("您好", "zh").key(more) == Phrase("您好", "zh").key(PROFILE)


def test_text_and_language_change_the_key_and_lone_surrogates_do_not_stop_it() -> None:
    keys = {Phrase(text, language).key(PROFILE) for text in ("a", "b", "\ud800") for language in ("zh", "en")}
    assert len(keys) == 6

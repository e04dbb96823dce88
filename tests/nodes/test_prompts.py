"""Which variant of a prompt is heard, by language and attempt, and what of it never changes."""

import pytest

from nodes.clips import Part
from nodes.prompts import Prompt, Segment, Variant, base


def prompt(*variants: tuple[str, int]) -> Prompt:
    return Prompt(
        tuple(Variant(language, (Segment("say", f"{language}{try_}"),), try_) for language, try_ in variants)
    )


@pytest.mark.parametrize(
    ("variants", "languages", "attempt", "wanted"),
    [
        ([("zh-CN", 1), ("en", 1)], ("en", "zh-CN"), 1, "en1"),
        ([("zh-CN", 1), ("en", 1)], ("fr", "zh-CN"), 1, "zh-CN1"),
        ([("zh-CN", 1)], ("zh",), 1, "zh-CN1"),
        ([("en", 1)], ("en-GB",), 1, "en1"),
        ([("en-US", 1), ("en", 1)], ("en",), 1, "en1"),
        ([("EN", 1)], ("en",), 1, "EN1"),
        ([("zh-TW", 1), ("zh_CN", 1)], ("zh-CN",), 1, "zh_CN1"),
        ([("", 1)], ("fr",), 1, "1"),
        ([("", 1), ("fr", 1)], ("fr",), 1, "fr1"),
        ([("", 1)], (), 1, "1"),
        ([("en", 1)], (), 1, None),
        ([("en", 1)], ("fr",), 1, None),
        ([], ("en",), 1, None),
        ([("en", 1), ("en", 2), ("en", 4)], ("en",), 1, "en1"),
        ([("en", 1), ("en", 2), ("en", 4)], ("en",), 3, "en2"),
        ([("en", 1), ("en", 2), ("en", 4)], ("en",), 9, "en4"),
        ([("en", 4), ("en", 1)], ("en",), 9, "en4"),
        ([("en", 2)], ("en",), 1, None),
        ([("en", 2), ("zh", 1)], ("en", "zh"), 1, "zh1"),
    ],
)
def test_select(
    variants: list[tuple[str, int]], languages: tuple[str, ...], attempt: int, wanted: str | None
) -> None:
    found = prompt(*variants).select(languages, attempt)
    assert (found and found.segments[0].text) == wanted


def test_a_prompt_without_a_segment_is_empty() -> None:
    assert not Prompt()
    assert not Prompt((Variant("en", ()),))
    assert not Prompt.say("")
    assert Prompt.say("hello")
    assert Prompt.say("hello", "en").languages == ("en",)


@pytest.mark.parametrize(
    ("segments", "fixed"),
    [
        ((), ()),
        ((Segment("say", " Good  morning. "),), (Part("text", "Good morning."),)),
        ((Segment("say", "..."), Segment("silence", ms=300)), (Part("silence", ms=300),)),
        (
            (Segment("sound", "chime"), Segment("tone", "%(1,2,3)")),
            (Part("sound", "chime"), Part("tone", "%(1,2,3)")),
        ),
        ((Segment("say", "Case"), Segment("say", "{{ no|digits }}")), None),
        ((Segment("say", "Case"), Segment("value", "no", "digits")), None),
        ((Segment("sound", "{chime}"),), (Part("sound", "{chime}"),)),
    ],
)
def test_what_is_said_at_each_call(segments: tuple[Segment, ...], fixed: tuple[Part, ...] | None) -> None:
    variant = Variant("en", segments)
    assert variant.fixed == fixed
    assert variant == Variant("en", segments)


def test_languages_and_segments_in_order() -> None:
    both = prompt(("zh-CN", 1), ("en", 1), ("zh-CN", 2))
    assert both.languages == ("zh-CN", "en")
    assert [(variant.language, segment.text) for variant, segment in both.segments()] == [
        ("zh-CN", "zh-CN1"),
        ("en", "en1"),
        ("zh-CN", "zh-CN2"),
    ]


def test_where_a_segment_stands_does_not_make_it_another() -> None:
    assert Segment("say", "a", line=1) == Segment("say", "a", line=2)


@pytest.mark.parametrize(("language", "wanted"), [("zh-CN", "zh"), ("zh_TW", "zh"), ("EN", "en"), ("", "")])
def test_base(language: str, wanted: str) -> None:
    assert base(language) == wanted

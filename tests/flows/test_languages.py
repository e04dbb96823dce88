"""In which languages a call can be at a node, and whether its prompts are there and can be made to sound."""

from __future__ import annotations

import pytest

from flows.compiler import check
from flows.model import Flow
from flows.passes.prompts import _unclear
from flows.world import EverythingWorld
from flows.write import write
from nodes.prompts import Prompt, Segment, Variant
from tests.flows.build import (
    back,
    disabled,
    flow,
    hangup,
    jump,
    language,
    log,
    menu,
    play,
    prompt,
    subflow,
    told,
    world,
)  # fmt: skip

Case = tuple[list[Flow], list[str]]

EN = prompt(en="Good morning.")
ZH = prompt(zh="早上好。")
BOTH = prompt(en="Good morning.", zh="早上好。")
CHOOSES = flow(
    menu("a", one="zh", silence="b", wrong="b"),
    language("zh", "b", "zh-CN"),
    back("b", "done"),
    name="chooses",
)
"""Comes back in Chinese if the caller wishes so, else in the language that the call had."""
KEEPS = flow(log("a", "b"), back("b", "done"), name="keeps")

CASES: dict[str, Case] = {
    "the flow's own": ([flow(play("a", "end", EN), hangup())], []),
    "another": ([flow(play("a", "end", ZH), hangup())], ["CW501 main:a.prompt"]),
    "any": ([flow(language("a", "b", "fr"), play("b", "end"), hangup())], []),
    "a region of it": ([flow(play("a", "end", prompt(zh="好。")), hangup(), lang="zh-CN")], []),
    "chosen": ([flow(language("a", "b", "zh-CN"), play("b", "end", EN), hangup())], ["CW501 main:b.prompt"]),
    "chosen by a disabled node": (
        [flow(disabled(language("a", "b", "zh-CN")), play("b", "end", EN), hangup())],
        [],
    ),
    "chosen on one way": (
        [
            flow(
                menu("a", one="b", silence="c", wrong="c"), language("b", "c", "zh"), play("c", "end", ZH),
                hangup(),
            )
        ],
        ["CW501 main:c.prompt"],
    ),
    "chosen afterwards": ([flow(play("a", "b", EN), language("b", "end", "zh"), hangup())], []),
    "a fallback": (
        [flow(language("a", "b", "yue", "zh, en"), play("b", "end", EN), hangup())],
        [],
    ),
    "chosen twice": (
        [flow(language("a", "b", "zh"), language("b", "c", "en"), play("c", "end", EN), hangup())],
        [],
    ),
    "chosen in a called flow": (
        [flow(subflow("a", "chooses", {"done": "b"}), play("b", "end", EN), hangup()), CHOOSES],
        ["CW501 main:b.prompt"],
    ),
    "both, after a called flow": (
        [flow(subflow("a", "chooses", {"done": "b"}), play("b", "end", BOTH), hangup()), CHOOSES],
        [],
    ),
    "kept by a called flow": (
        [
            flow(
                language("l", "a", "zh"), subflow("a", "keeps", {"done": "b"}),
                play("b", "end", ZH), hangup(),
            ),
            KEEPS,
        ],
        [],
    ),
    "two callers of one flow keep their own": (
        [
            flow(
                menu("m", one="z", silence="e", wrong="e"),
                language("z", "za", "zh"), subflow("za", "keeps", {"done": "zb"}), play("zb", "end", ZH),
                subflow("e", "keeps", {"done": "eb"}), play("eb", "end", EN), hangup(),
            ),
            KEEPS,
        ],
        [],
    ),
    "the caller's language, in the called flow": (
        [
            flow(language("l", "a", "zh"), jump("a", "speaks")),
            flow(play("a", "end", EN), hangup(), name="speaks"),
        ],
        ["CW501 speaks:a.prompt"],
    ),
    "a called flow's own language is not that of the call": (
        [
            flow(jump("a", "speaks"), lang="zh-CN"),
            flow(play("a", "end", ZH), hangup(), name="speaks", lang="en"),
        ],
        [],
    ),
    "a handler of errors hears them all": (
        [
            flow(
                language("a", "b", "zh"), log("b", "end"), play("h", "end", EN), hangup(), error_to="h"
            )
        ],
        ["CW501 main:h.prompt"],
    ),
    "a handler of a key, pressed in a called flow": (
        [
            flow(subflow("a", "chooses", {"done": "end"}), play("k", "end", EN), hangup(), keys={"0": "k"}),
            CHOOSES,
        ],
        ["CW501 main:k.prompt"],
    ),
    "a handler that changes the language": (
        [
            flow(
                menu("a", one="b", silence="end", wrong="a"), play("b", "a", EN), language("k", "a", "zh"),
                hangup(), keys={"*": "k"},
            )
        ],
        ["CW501 main:b.prompt"],
    ),
    "jumps in a circle": (
        [
            flow(
                play("p", "a", EN), menu("a", one="b", silence="end", wrong="a"), jump("b", "other"), hangup()
            ),
            flow(language("a", "b", "zh"), jump("b", "main"), name="other"),
        ],
        ["CW501 main:p.prompt"],
    ),
    "each language is told once": (
        [flow(language("l", "a", "fr"), play("a", "b", EN), hangup("b"), error_to="a")],
        ["CW501 main:a.prompt"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_is_told(name: str) -> None:
    """Exactly these problems, and no others."""
    flows, expected = CASES[name]
    assert told(*flows) == expected


def _says(*variants: Variant) -> Flow:
    return flow(play("a", "end", Prompt(variants)), hangup())


def test_attempts() -> None:
    """The first attempt needs words; `repeat` is heard from the second on."""
    later = Variant("en", (Segment("say", "Again."),), 3)
    assert told(_says(later)) == ["CW502 main:a.prompt"]
    asks = menu("a", one="end", silence="end", wrong="end")
    asks.prompts["repeat"] = Prompt((Variant("en", (Segment("say", "Again."),), 2),))
    assert told(flow(asks, hangup())) == []
    asks.prompts["repeat"] = Prompt((later,))
    assert told(flow(asks, hangup())) == ["CW502 main:a.repeat"]


def test_silent_prompts() -> None:
    """No segment, or only empty words; a sound, a tone or a silence is something."""
    assert told(_says(Variant("en", ()))) == ["CW508 main:a.prompt"]
    assert told(_says(Variant("en", (Segment("say", " "),)))) == ["CW508 main:a.prompt"]
    for punctuation in ("？", "?!", " … ", "——", "。、"):
        assert told(_says(Variant("en", (Segment("say", punctuation),)))) == ["CW508 main:a.prompt"]
    for words in ("50%", "#", "好？", "{{ call.caller|digits }}"):
        assert told(_says(Variant("en", (Segment("say", words),)))) == []
    assert told(_says(Variant("en", (Segment("say", "？"), Segment("silence", ms=300))))) == []
    assert told(_says(Variant("en", (Segment("silence", ms=200),)))) == []
    assert told(_says(Variant("en", (Segment("tone", "%(400,0,800)"),)))) == []


class _Mute(EverythingWorld):
    """Speaks English by its usual voice, and has one recording."""

    def speaks(self, language: str, voice: str) -> bool:
        return language == "en" and not voice

    def recording(self, name: str, language: str) -> str | None:
        return "key" if (name, language) == ("bell", "en") else None


def _mute(main: Flow) -> list[str]:
    return [f"{p.code} {p.place}:{p.line}" for p in check(main, _Mute())]


def test_recordings_and_voices() -> None:
    """Asked of the world for each language that is heard; a language without a voice is told once."""
    bell = Prompt((Variant("", (Segment("sound", "bell"), Segment("sound", "gong"))),))
    assert _mute(flow(play("a", "end", bell), hangup())) == ["CW503 a.prompt:5"]
    assert _mute(flow(language("l", "a", "zh"), play("a", "end", bell), hangup())) == [
        "CW503 a.prompt:9", "CW503 a.prompt:10",
    ]  # fmt: skip
    german = prompt(en="Hello.", de="Hallo.")
    assert _mute(flow(play("a", "b", german), play("b", "end", german), hangup())) == ["CW504 a.prompt:4"]
    chosen = language("l", "a", "en")
    chosen.params["voice"] = "heart"
    assert _mute(flow(chosen, hangup("a"))) == ["CW504 l.voice:4"]


def test_values() -> None:
    """Their readings are known words."""
    good, bad = (Segment("value", "call.caller", reading) for reading in ("telephone", "phone"))
    assert told(_says(Variant("", (good, bad)))) == ["CW507 main:a.prompt"]


@pytest.mark.parametrize(
    ("words", "unclear"),
    [
        ("报警请拨110。", ["110"]),
        ("请拨 110 或 119，再拨 110。", ["110", "119"]),
        ("Call 911.", ["911"]),
        ("转1001分机", ["1001"]),
        ("请按1，或按2。", []),
        ("欢迎致电12345。", []),
        ("邮编 010020", []),
        ("2026年1月15日 17:30", []),
        ("30个工作日，15天内，100元，50%，3.14，第12条", []),
        ("2026-01-15, 17:30, 50%, the 21st, 15 days", []),
        ("{{ '110'|digits }}", []),
        ("{{ 110|number }} 与 {{ x }}", []),
        ("{{ broken 110", []),
    ],
)
def test_digits_that_may_be_read_wrongly(words: str, unclear: list[str]) -> None:
    """Two to four of them with nothing beside them that says what they are."""
    assert list(_unclear(words)) == unclear


def test_another_world_is_not_asked_twice() -> None:
    """The helper of these tests gives the flows by name."""
    assert world(CHOOSES).flow("chooses", "") is not None
    assert world(CHOOSES).flow("keeps", "") is None
    assert write(CHOOSES) == (world(CHOOSES).flow("chooses", "") or pytest.fail("no flow")).data

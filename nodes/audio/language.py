"""The node type `language`: what prompts are spoken in from here on."""

from __future__ import annotations

from nodes.call import Call
from nodes.contract import Exit, Node
from nodes.declare import param
from nodes.kinds import Language, Languages, Text
from nodes.registry import node_type


@node_type(
    "language",
    category="audio",
    zh="语言",
    en="Language",
    help_zh="选择之后提示音使用的语言和发音人。某条提示音没有这种语言时，依次使用后备语言，最后是先前的语言。",
)
class LanguageNode(Node):
    """Choose the language and the voice of the prompts that follow, in this flow and those it calls.

    A prompt that is not written in it is heard in the first fallback that it is written in, and at last in
    the languages that the call had before.
    """

    language: Language = param(
        zh="语言", en="Language", help="A language tag: zh-CN, en, yue.", help_zh="语言标签：zh-CN、en、yue。"
    )
    voice: Text = param(
        "",
        zh="发音人",
        en="Voice",
        help="Empty: the usual voice of the language.",
        help_zh="空：这种语言的常用嗓音。",
    )
    fallback: Languages = param(
        "",
        zh="后备语言",
        en="Fallback",
        help="Languages to try next, separated by commas: en, zh-CN.",
        help_zh="依次尝试的其他语言，用逗号分开：en, zh-CN。",
    )

    def exits(self) -> tuple[Exit, ...]:
        """`next`."""
        return (Exit("next"),)

    def run(self, call: Call) -> str:
        """Put the language before those that the call had."""
        fallback = (part.strip() for part in self.fallback.split(",") if part.strip())
        call.state.languages = tuple(dict.fromkeys((self.language, *fallback, *call.state.languages)))
        call.state.voice = self.voice
        return "next"

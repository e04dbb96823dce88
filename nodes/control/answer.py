"""The node type `answer`: how the call is taken."""

from __future__ import annotations

from typing import Literal

from nodes.call import Call
from nodes.contract import Exit, Node
from nodes.declare import param
from nodes.kinds import Seconds
from nodes.registry import node_type
from nodes.waiting import wait


@node_type(
    "answer",
    category="control",
    zh="应答",
    en="Answer",
    help_zh="应答来电，或先振铃、或在应答前播放早期媒体。没有本节点时，第一个提示音自动应答。",
)
class Answer(Node):
    """Answer the call, or let it ring, or play before the answer (early media).

    Without this node the first prompt answers. With a delay the caller hears ringing before the answer.
    """

    media = True
    waits = True

    mode: Literal["answer", "ring", "early_media"] = param("answer", zh="方式", en="Mode")
    delay: Seconds = param(
        0.0,
        zh="延迟秒数",
        en="Delay",
        help="Seconds of ringing, before the mode is done.",
        help_zh="先振铃若干秒，再按方式处理。",
    )

    def exits(self) -> tuple[Exit, ...]:
        """`next`."""
        return (Exit("next"),)

    def run(self, call: Call) -> str:
        """Ring for the delay, then do what the mode says."""
        if self.delay and not call.channel.answered:
            call.channel.ring()
        if self.delay:
            wait(call, self.delay)
        if self.mode == "answer":
            call.channel.answer()
        else:
            call.channel.ring(early_media=self.mode == "early_media")
        return "next"

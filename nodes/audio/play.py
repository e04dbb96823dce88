"""The node type `play`: a prompt, once or several times."""

from __future__ import annotations

from nodes.call import Call
from nodes.channel import ANY_KEY
from nodes.contract import Exit, Node
from nodes.declare import param
from nodes.kinds import Keys, Positive, Prompt, Seconds, YesNo
from nodes.registry import node_type
from nodes.waiting import leave_by_key, wait


@node_type(
    "play",
    category="audio",
    zh="播放",
    en="Play",
    help_zh="播放一段提示音：录音、文字转语音、数值、静音和信号音可以混排，中间没有空隙。来电者可用允许的按键打断。",
)
class Play(Node):
    """Play a prompt: recorded sounds, spoken text, values, silence and tones in one list without gaps.

    The caller may cut it short with the keys that you allow. A key that the flow handles for all its nodes
    works here too.
    """

    media = True
    waits = True

    prompt: Prompt = param(
        zh="提示音",
        en="Prompt",
        help="`try` 2 is heard when it is played again.",
        help_zh="“第 2 次起”的版本在重播时播放。",
    )
    interrupt: Keys = param(
        ANY_KEY,
        zh="打断键",
        en="Keys that interrupt",
        help="`any`: 0-9 * #. `none`: it is played to its end.",
        help_zh="any：0-9 * #；none：总是播完。",
    )
    keep_key: YesNo = param(
        True,
        zh="保留按键",
        en="Keep the key",
        help="The key that interrupted is the first key of the next node.",
        help_zh="打断的按键成为下一节点的第一个按键。",
    )
    repeat: Positive = param(
        1, zh="播放次数", en="Times", help="How often it is played in all.", help_zh="一共播放几遍。"
    )
    pause: Seconds = param(
        0.0,
        zh="间隔秒数",
        en="Pause",
        help="Seconds of silence between two times.",
        help_zh="两遍之间静音的秒数。",
    )

    def exits(self) -> tuple[Exit, ...]:
        """`done`, and `interrupted` where a key may interrupt."""
        interrupted = (Exit("interrupted", caller=True),) if self.interrupt else ()
        return (Exit("done"), *interrupted)

    def run(self, call: Call) -> str:
        """Play it to its end or to a key."""
        stop = self.interrupt + call.global_keys
        for time in range(1, self.repeat + 1):
            key = wait(call, self.pause, stop) if time > 1 else ""
            key = key or call.play(self.prompt, stop, time).key
            if key:
                leave_by_key(call, key, self.interrupt, keep=self.keep_key)
                return "interrupted"
        return "done"

"""The node type `wait`: time that passes in silence or under a sound."""

from __future__ import annotations

from nodes.call import Call
from nodes.collector import NO_PROMPT
from nodes.contract import Exit, Node
from nodes.declare import param
from nodes.kinds import Keys, Prompt, Seconds, YesNo
from nodes.registry import node_type
from nodes.waiting import leave_by_key, wait


@node_type(
    "wait",
    category="audio",
    zh="等待",
    en="Wait",
    help_zh="等待若干秒，期间静音或循环播放声音；需要时按键可提前结束。",
)
class Wait(Node):
    """Let some seconds pass, in silence or under a sound that is repeated; a key may end it early.

    A key that the flow handles for all its nodes works here too.
    """

    media = True
    waits = True

    seconds: Seconds = param(zh="秒数", en="Seconds")
    sound: Prompt = param(
        NO_PROMPT,
        zh="声音",
        en="Sound",
        help="Heard over and over; empty is silence.",
        help_zh="反复播放；空：静音。",
    )
    keys: Keys = param(
        "",
        zh="结束键",
        en="Keys that end it",
        help="`any`: 0-9 * #. `none`: no key does.",
        help_zh="any：0-9 * #；none：按键不结束等待。",
    )
    keep_key: YesNo = param(
        False,
        zh="保留按键",
        en="Keep the key",
        help="The key that ended it is the first of the next node.",
        help_zh="结束等待的按键成为下一节点的第一个按键。",
    )

    def exits(self) -> tuple[Exit, ...]:
        """`done`, and `key` where a key may end it."""
        key = (Exit("key", caller=True),) if self.keys else ()
        return (Exit("done"), *key)

    def run(self, call: Call) -> str:
        """Wait for the time or for a key."""
        clips = call.clips(self.sound)
        if clips:
            call.channel.start_sound(clips)
        key = wait(call, self.seconds, self.keys + call.global_keys)
        if clips:
            call.channel.stop_sound()
        if not key:
            return "done"
        leave_by_key(call, key, self.keys, keep=self.keep_key)
        return "key"

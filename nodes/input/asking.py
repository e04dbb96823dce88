"""What every node type that asks for keys has in common: its prompts, its times, its attempts."""

from __future__ import annotations

from collections.abc import Callable

from nodes.call import Call
from nodes.collector import NO_PROMPT, Asking, Verdict
from nodes.contract import Node
from nodes.declare import param
from nodes.kinds import Positive, Prompt, Seconds, YesNo


class AskingNode(Node):
    """The base of the types that ask with the collector (nodes/collector.py has the rules)."""

    media = True
    waits = True

    prompt: Prompt = param(
        zh="提示音",
        en="Prompt",
        help="`try` 2 is heard at the second attempt, and so on.",
        help_zh="“第 2 次起”的版本在第二次提示时播放，依此类推。",
    )
    repeat: Prompt = param(
        NO_PROMPT,
        zh="重复提示音",
        en="Repeat prompt",
        help="Heard instead of the prompt from the second attempt on; empty: the prompt again.",
        help_zh="从第二次起代替提示音；空：重播提示音。",
    )
    silence: Prompt = param(
        NO_PROMPT,
        zh="无按键提示",
        en="Silence prompt",
        help="Heard after silence, before the prompt is repeated; `try` 2 after the second silence.",
        help_zh="没有按键时、重复提示之前播放；“第 2 次起”的版本用于第二次无按键之后。",
    )
    wrong: Prompt = param(
        NO_PROMPT,
        zh="按错提示",
        en="Wrong-key prompt",
        help="Heard after a wrong entry, before the prompt is repeated; `try` 2 after the second one.",
        help_zh="按错时、重复提示之前播放；“第 2 次起”的版本用于第二次按错之后。",
    )
    first_seconds: Seconds = param(
        5.0,
        zh="首键等待秒数",
        en="First-key time",
        help="From the end of the prompt to the first key.",
        help_zh="从提示音结束到第一个按键。",
    )
    inter_seconds: Seconds = param(
        3.0,
        zh="键间等待秒数",
        en="Inter-key time",
        help="Between two keys; then the entry counts as complete.",
        help_zh="两个按键之间；超过即视为输入完毕。",
    )
    attempts: Positive = param(
        3, zh="总次数", en="Attempts", help="Attempts of every sort in all.", help_zh="各种情况合计的次数。"
    )
    silent_attempts: Positive = param(
        3,
        zh="无按键次数",
        en="Silent attempts",
        help="So many silences end it.",
        help_zh="无按键达到这个次数即结束。",
    )
    wrong_attempts: Positive = param(
        3,
        zh="按错次数",
        en="Wrong attempts",
        help="So many wrong entries end it.",
        help_zh="按错达到这个次数即结束。",
    )
    type_ahead: YesNo = param(
        True,
        zh="允许预先按键",
        en="Type-ahead",
        help="Keys pressed before the prompt began count.",
        help_zh="提示音开始之前按的键也算。",
    )
    interrupt: YesNo = param(
        True,
        zh="按键打断提示音",
        en="Keys interrupt",
        help="A key cuts the prompts short.",
        help_zh="按键会打断提示音。",
    )

    def asking(
        self,
        judge: Callable[[str], Verdict],
        *,
        valid: Callable[[str], bool] = lambda digits: True,
        end_key: str = "",
        cancel_key: str = "",
        global_keys: bool = False,
    ) -> Asking:
        """These parameters as the collector takes them."""
        return Asking(
            prompt=self.prompt,
            judge=judge,
            valid=valid,
            repeat=self.repeat,
            silence=self.silence,
            wrong=self.wrong,
            end_key=end_key,
            cancel_key=cancel_key,
            first_seconds=self.first_seconds,
            inter_seconds=self.inter_seconds,
            attempts=self.attempts,
            silent_attempts=self.silent_attempts,
            wrong_attempts=self.wrong_attempts,
            type_ahead=self.type_ahead,
            interrupt=self.interrupt,
            global_keys=global_keys,
        )

    def note(self, call: Call, digits: str, attempts: int) -> None:
        """Leave for the next node what was entered: `last.digits`, `last.attempts`."""
        call.state.last = {"digits": digits, "attempts": attempts}

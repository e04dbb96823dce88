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
        zh="提示音", en="Prompt", help="`try` 2 is heard at the second attempt, and so on."
    )
    repeat: Prompt = param(
        NO_PROMPT,
        zh="重复提示音",
        en="Repeat prompt",
        help="Heard instead of the prompt from the second attempt on; empty: the prompt again.",
    )
    silence: Prompt = param(
        NO_PROMPT,
        zh="无按键提示",
        en="Silence prompt",
        help="Heard after silence, before the prompt is repeated; `try` 2 after the second silence.",
    )
    wrong: Prompt = param(
        NO_PROMPT,
        zh="按错提示",
        en="Wrong-key prompt",
        help="Heard after a wrong entry, before the prompt is repeated; `try` 2 after the second one.",
    )
    first_seconds: Seconds = param(
        5.0, zh="首键等待秒数", en="First-key time", help="From the end of the prompt to the first key."
    )
    inter_seconds: Seconds = param(
        3.0,
        zh="键间等待秒数",
        en="Inter-key time",
        help="Between two keys; then the entry counts as complete.",
    )
    attempts: Positive = param(3, zh="总次数", en="Attempts", help="Attempts of every sort in all.")
    silent_attempts: Positive = param(
        3, zh="无按键次数", en="Silent attempts", help="So many silences end it."
    )
    wrong_attempts: Positive = param(
        3, zh="按错次数", en="Wrong attempts", help="So many wrong entries end it."
    )
    type_ahead: YesNo = param(
        True, zh="允许预先按键", en="Type-ahead", help="Keys pressed before the prompt began count."
    )
    interrupt: YesNo = param(
        True, zh="按键打断提示音", en="Keys interrupt", help="A key cuts the prompts short."
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

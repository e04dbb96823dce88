"""The node type `hangup`: a goodbye and the end."""

from __future__ import annotations

from typing import Literal

from nodes.call import Call
from nodes.collector import NO_PROMPT
from nodes.contract import Exit, Finish, Node
from nodes.declare import param
from nodes.kinds import Name, Prompt
from nodes.registry import node_type


@node_type(
    "hangup",
    category="control",
    zh="挂机",
    en="Hang up",
    help_zh="播放告别语后挂机，并给出结果和原因。在挂机处理流程中不播放，只结束。",
)
class Hangup(Node):
    """Say goodbye and end the call, with a result for statistics and a cause for the network.

    It ends a hang-up handler as well, where there is nobody to say goodbye to.
    """

    # Not `media`: a hang-up handler has to end somewhere, and the goodbye is left out when nobody is there.
    waits = True
    leaves = True

    prompt: Prompt = param(NO_PROMPT, zh="告别语", en="Prompt")
    result: Name = param(
        "completed",
        zh="结果",
        en="Result",
        help="What statistics count this call as.",
        help_zh="统计时这通电话归为哪一类。",
    )
    cause: Literal[
        "NORMAL_CLEARING",
        "USER_BUSY",
        "NO_ANSWER",
        "CALL_REJECTED",
        "UNALLOCATED_NUMBER",
        "INCOMING_CALL_BARRED",
        "NORMAL_TEMPORARY_FAILURE",
        "SERVICE_UNAVAILABLE",
        "SWITCH_CONGESTION",
        "NORMAL_UNSPECIFIED",
    ] = param(
        "NORMAL_CLEARING",
        zh="原因",
        en="Cause",
        help="As Q.850 has it, in FreeSWITCH's words.",
        help_zh="Q.850 的原因，用 FreeSWITCH 的名称。",
    )

    def exits(self) -> tuple[Exit, ...]:
        """None."""
        return ()

    def run(self, call: Call) -> Finish:
        """Say goodbye, if anybody is there, and end."""
        if self.prompt and call.channel.up:
            call.play(self.prompt)
        return Finish(self.result, self.cause)

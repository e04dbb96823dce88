"""The node type `transfer`: hands the call over."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from nodes.call import Call
from nodes.contract import Complaint, Exit, Finish, Node
from nodes.control.targets import Host, is_number
from nodes.declare import param
from nodes.kinds import Template
from nodes.registry import node_type


@node_type(
    "transfer",
    category="control",
    zh="转接",
    en="Transfer",
    help_zh="把来电交给别人：交换机内的分机，或用 SIP REFER 转到别处。成功后流程结束，结果为 transferred。",
)
class Transfer(Node):
    """Hand the call to somebody else for good: an extension of the switch, or elsewhere by SIP REFER.

    Success ends the flow with the result `transferred`; the exits are for what went wrong.
    """

    media = True
    waits = True
    effect = True

    target: Template = param(
        zh="目标", en="Target", help="Digits, letters and * # + . _ - once it is filled in."
    )
    kind: Literal["blind", "refer"] = param(
        "blind", zh="方式", en="Kind", help="`refer`: the caller's own exchange is asked to call elsewhere."
    )
    at: Host = param(
        "",
        zh="上下文/主机",
        en="At",
        help="The context of the dial plan; for `refer` the host, which it needs.",
    )

    def exits(self) -> tuple[Exit, ...]:
        """`busy`, `failed`."""
        return (Exit("busy"), Exit("failed"))

    def run(self, call: Call) -> str | Finish:
        """Hand it over."""
        target = call.render(self.target).strip()
        if not is_number(target):
            call.state.last = {"error": f"'{target[:64]}' is no target that can be dialled"}
            return "failed"
        moved = call.channel.transfer(self._address(target), self.kind)
        call.state.last = {"cause": moved.cause}
        return Finish("transferred") if moved.ended == "transferred" else moved.ended

    def _address(self, target: str) -> str:
        """As the switch wants it: a SIP address, or an extension with dial plan and context."""
        if self.kind == "refer":
            return f"sip:{target}@{self.at}"
        return f"{target} XML {self.at}" if self.at else target

    def complaints(self) -> Iterable[Complaint]:
        """A REFER to no host."""
        if self.kind == "refer" and not self.at:
            yield Complaint(
                "at",
                "REFER 转接需要主机",
                "a transfer by REFER needs a host",
                "填写对方的主机名或地址",
                "name the host that the call goes to",
            )

"""The node type `transfer`: hands the call over."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from nodes.call import Call
from nodes.channel import Dialled, Transferred
from nodes.contract import Complaint, Exit, Finish, Node
from nodes.control import ringing
from nodes.control.ringing import bad_ringing, dial_of
from nodes.control.targets import Host, Via, dial_string, is_number
from nodes.declare import param
from nodes.errors import CallEnded
from nodes.kinds import OptionalKey, Prompt, Seconds, Template
from nodes.registry import node_type


@node_type(
    "transfer",
    category="control",
    zh="转接",
    en="Transfer",
    help_zh="把来电交给别人：交换机内的分机，或用 SIP REFER 转到别处；attended 方式先振铃，有人接听后才交出。"
    "成功后流程结束，结果为 transferred。",
)
class Transfer(Node):
    """Hand the call to somebody else for good: an extension of the switch, or elsewhere by SIP REFER.

    `attended` lets the target ring first, while the caller hears music, and hands the call over when somebody
    has answered (and pressed the key, if there is one); it ends with that talk. Success ends the flow with
    the result `transferred`. The exits are for what went wrong: whoever does not come has `failed`.
    """

    media = True
    waits = True
    effect = True

    target: Template = param(
        zh="目标",
        en="Target",
        help="Digits, letters and * # + . _ - once it is filled in.",
        help_zh="代入值之后只含数字、字母和 * # + . _ -。",
    )
    kind: Literal["blind", "attended", "refer"] = param(
        "blind",
        zh="方式",
        en="Kind",
        help="`attended`: once somebody answers; `refer`: the caller's exchange is asked to call elsewhere.",
        help_zh="接通后转接：有人接听才转；由来电方交换机转接：请对方交换机改呼别处。",
    )
    at: Host = param(
        "",
        zh="上下文/主机",
        en="At",
        help="The context of the dial plan; for `refer` the host, which it needs; `attended`: as in `dial`.",
        help_zh="拨号方案的上下文；refer 时是必填的主机；接通后转接时与 `dial` 相同。",
    )
    via: Via = param(
        "loopback",
        zh="途径",
        en="Via",
        help="`attended`: the dial plan, a user of the switch, a gateway.",
        help_zh="接通后转接时：拨号方案、话机用户或网关。",
    )
    ring_seconds: Seconds = ringing.RING_SECONDS
    caller_id_number: Template = ringing.CALLER_ID_NUMBER
    caller_id_name: Template = ringing.CALLER_ID_NAME
    music: Prompt = ringing.MUSIC
    whisper: Prompt = ringing.WHISPER
    confirm_key: OptionalKey = ringing.CONFIRM_KEY
    confirm_prompt: Prompt = ringing.CONFIRM_PROMPT
    confirm_seconds: Seconds = ringing.CONFIRM_SECONDS

    def exits(self) -> tuple[Exit, ...]:
        """`busy`, `failed`."""
        return (Exit("busy"), Exit("failed"))

    def run(self, call: Call) -> str | Finish:
        """Hand it over."""
        target = call.render(self.target).strip()
        if not is_number(target):
            call.state.last = {"error": f"'{target[:64]}' is no target that can be dialled"}
            return "failed"
        if self.kind == "attended":
            address = dial_string(self.via, target, self.at)
            return self._left(call, call.channel.hand_over(dial_of(call, self, (address,))))
        if self.kind == "refer":
            return self._left(call, call.channel.transfer(f"sip:{target}@{self.at}", "refer"))
        return self._left(call, call.channel.transfer(f"{target} XML {self.at}" if self.at else target))

    def resumed(self, call: Call) -> str | Finish:
        """Go on after ringing that the engine did not see the end of; hand it over if there was none."""
        dialled = call.channel.last_dial(call.effect_key()) if self.kind == "attended" else None
        return self._after(call, dialled) if dialled else self.run(call)

    def _after(self, call: Call, dialled: Dialled) -> str | Finish:
        if dialled.ended == "hangup":
            raise CallEnded(dialled.cause)
        if dialled.ended == "ended":
            return self._left(call, Transferred("transferred", dialled.cause))
        return self._left(call, Transferred("busy" if dialled.ended == "busy" else "failed", dialled.cause))

    def _left(self, call: Call, moved: Transferred) -> str | Finish:
        call.state.last = {"cause": moved.cause}
        return Finish("transferred") if moved.ended == "transferred" else moved.ended

    def complaints(self) -> Iterable[Complaint]:
        """A REFER to no host, ringing that cannot be, prompts that nobody would hear."""
        if self.kind == "refer" and not self.at:
            yield Complaint(
                "at",
                "REFER 转接需要主机",
                "a transfer by REFER needs a host",
                "填写对方的主机名或地址",
                "name the host that the call goes to",
            )
        if self.kind == "attended":
            yield from self._bad_ringing()
            return
        for name in ("music", "whisper", "confirm_key", "confirm_prompt"):
            if getattr(self, name):
                yield Complaint(
                    name,
                    "只有 attended 方式才会用到它",
                    "only a transfer of the kind `attended` uses it",
                    "把方式改为 attended，或清空它",
                    "choose the kind `attended`, or leave it empty",
                    severity="warning",
                )

    def _bad_ringing(self) -> Iterable[Complaint]:
        yield from bad_ringing(self)
        if self.via == "gateway" and not self.at:
            yield Complaint(
                "at",
                "经网关转接，但没有写网关",
                "it goes through a gateway, but names none",
                "填写网关名称",
                "name the gateway that the call goes through",
            )

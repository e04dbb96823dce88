"""The node type `dial`: rings somebody and joins the two."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Literal

from nodes.call import Call
from nodes.channel import Dial, Dialled
from nodes.collector import NO_PROMPT
from nodes.contract import Complaint, Exit, Node
from nodes.control.targets import Host, Via, dial_string, is_number
from nodes.declare import param
from nodes.errors import CallEnded
from nodes.kinds import Positive, Prompt, Row, Rows, Seconds, Template
from nodes.registry import node_type
from nodes.rows import Header, need_rows, texts_of


class Target(Row):
    """Somebody to ring."""

    number: Template = param(
        zh="号码", en="Number", help="Digits, letters and * # + . _ - once it is filled in."
    )
    via: Via = param("gateway", zh="途径", en="Via", help="A gateway, a user of the switch, its dial plan.")
    at: Host = param(
        "", zh="网关/域/上下文", en="At", help="The gateway's name; the user's domain; the context (default)."
    )
    weight: Positive = param(
        1, zh="权重", en="Weight", help="In the order `weighted`: 2 comes first twice as often."
    )


@node_type(
    "dial",
    category="control",
    zh="呼叫",
    en="Dial",
    help_zh="呼叫一个或多个目标并与来电者接通；通话结束后来电者回到流程，从 ended 离开。",
)
class DialNode(Node):
    """Ring one or more targets and join the first that answers with the caller.

    When they have talked, the caller is back here and leaves by `ended`. A target whose number cannot be
    dialled is left out; if none is left, it has failed. The talk survives a loss of the engine.
    """

    media = True
    waits = True
    effect = True

    targets: Rows[Target] = param(zh="目标", en="Targets")
    order: Literal["in_turn", "together", "weighted"] = param(
        "in_turn", zh="顺序", en="Order", help="`weighted`: in turn, the first by chance and weight."
    )
    ring_seconds: Seconds = param(30.0, zh="振铃秒数", en="Ring time", help="For each, when in turn.")
    caller_id_number: Template = param(
        "{{ call.caller }}",
        zh="主叫号码",
        en="Caller number",
        help="What the target sees; empty: the switch's.",
    )
    caller_id_name: Template = param("", zh="主叫名称", en="Caller name", help="What the target sees.")
    music: Prompt = param(
        NO_PROMPT, zh="等待音", en="Music", help="Heard while it rings; empty: the ringing tone."
    )
    limit_seconds: Seconds = param(0.0, zh="通话时限", en="Talk limit", help="0: as long as they like.")
    headers: Rows[Header] = param((), zh="SIP 头", en="Headers", help="Shown to the other side's software.")

    def exits(self) -> tuple[Exit, ...]:
        """How it went."""
        return tuple(map(Exit, ("ended", "busy", "no_answer", "rejected", "failed")))

    def run(self, call: Call) -> str:
        """Ring, and wait for the end of the talk."""
        targets = self._targets(call)
        if not targets:
            call.state.last = {"error": "no target has a number that can be dialled"}
            return "failed"
        number = call.render(self.caller_id_number).strip()
        dial = Dial(
            step=call.effect_key(),
            targets=targets,
            order="together" if self.order == "together" else "in_turn",
            ring_seconds=self.ring_seconds,
            caller_id_name=call.render(self.caller_id_name).strip(),
            caller_id_number=number if is_number(number) else "",
            limit_seconds=self.limit_seconds,
            ringback=call.clips(self.music),
            headers=texts_of(call, self.headers),
        )
        return self._left(call, call.channel.dial(dial))

    def resumed(self, call: Call) -> str:
        """Leave as the talk ended that outlived the engine; ring only if it never began."""
        dialled = call.channel.last_dial(call.effect_key())
        return self._left(call, dialled) if dialled else self.run(call)

    def _left(self, call: Call, dialled: Dialled) -> str:
        call.state.last = {"cause": dialled.cause, "seconds": dialled.seconds, "target": dialled.target}
        if dialled.ended == "hangup":
            raise CallEnded(dialled.cause)
        return dialled.ended

    def _targets(self, call: Call) -> tuple[str, ...]:
        """The dial strings, in the order to ring."""
        rows = list(self.targets)
        if self.order == "weighted":
            # Efraimidis and Spirakis, Weighted random sampling with a reservoir (2006): u ** (1 / weight).
            chance = {id(row): math.log(1.0 - call.services.chance.random()) / row.weight for row in rows}
            rows.sort(key=lambda row: -chance[id(row)])
        strings = []
        for row in rows:
            number = call.render(row.number).strip()
            if is_number(number):
                strings.append(dial_string(row.via, number, row.at))
            else:
                call.services.reports.log("warning", f"'{number[:64]}' is no number that can be dialled")
        return tuple(strings)

    def complaints(self) -> Iterable[Complaint]:
        """No targets, or one through no gateway; no time to ring."""
        yield from need_rows("targets", self.targets)
        for number, row in enumerate(self.targets, 1):
            if row.via == "gateway" and not row.at:
                yield Complaint(
                    f"targets[{number}].at",
                    f"第 {number} 个目标没有写网关",
                    f"target {number} names no gateway",
                    "填写网关名称",
                    "name the gateway that the call goes through",
                )
        if self.ring_seconds < 1:
            yield Complaint(
                "ring_seconds",
                "振铃时间不足一秒",
                "the ring time is less than a second",
                "至少填写 1 秒",
                "let it ring for 1 second or more",
            )

"""The node type `dial`: rings somebody and joins the two."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from nodes.call import Call
from nodes.channel import Dialled
from nodes.contract import Complaint, Exit, Node
from nodes.control import ringing
from nodes.control.ringing import bad_ringing, dial_of
from nodes.control.targets import Host, Via, dial_string, is_number
from nodes.declare import param
from nodes.errors import CallEnded, ServiceError
from nodes.kinds import OptionalKey, OptionalVariable, Positive, Prompt, Row, Rows, Seconds, Template
from nodes.places import Box, bad_place, box_of, new_path
from nodes.registry import node_type
from nodes.rows import Header, need_rows, texts_of


class Target(Row):
    """Somebody to ring."""

    number: Template = param(
        zh="号码",
        en="Number",
        help="Digits, letters and * # + . _ - once it is filled in.",
        help_zh="代入值之后只含数字、字母和 * # + . _ -。",
    )
    via: Via = param(
        "gateway",
        zh="途径",
        en="Via",
        help="A gateway, a user of the switch, its dial plan.",
        help_zh="网关、交换机的话机用户，或拨号方案。",
    )
    at: Host = param(
        "",
        zh="网关/域/上下文",
        en="At",
        help="The gateway's name; the user's domain; the context (default).",
        help_zh="网关名称；用户的域；拨号方案的上下文（默认 default）。",
    )
    weight: Positive = param(
        1,
        zh="权重",
        en="Weight",
        help="In the order `weighted`: 2 comes first twice as often.",
        help_zh="按权重时：2 排在最前的机会是 1 的两倍。",
    )


@node_type(
    "dial",
    category="control",
    zh="呼叫",
    en="Dial",
    help_zh="呼叫一个或多个目标并与来电者接通；通话结束后来电者回到流程，从 ended 离开。"
    "可要求接听人先听提示、按键确认，并可录音。",
)
class DialNode(Node):
    """Ring one or more targets and join the first that answers with the caller.

    When they have talked, the caller is back here and leaves by `ended`. A target whose number cannot be
    dialled is left out; if none is left, it has failed. The talk survives a loss of the engine, and so does
    its recording. Where a confirm key is wanted, who does not press it in time has not answered: the next
    target is rung, or the node leaves by `no_answer`.
    """

    media = True
    waits = True
    effect = True

    targets: Rows[Target] = param(zh="目标", en="Targets")
    order: Literal["in_turn", "together", "weighted"] = param(
        "in_turn",
        zh="顺序",
        en="Order",
        help="`weighted`: in turn, the first by chance and weight.",
        help_zh="按权重：依次呼叫，先后由权重随机决定。",
    )
    ring_seconds: Seconds = ringing.RING_SECONDS
    caller_id_number: Template = ringing.CALLER_ID_NUMBER
    caller_id_name: Template = ringing.CALLER_ID_NAME
    music: Prompt = ringing.MUSIC
    whisper: Prompt = ringing.WHISPER
    confirm_key: OptionalKey = ringing.CONFIRM_KEY
    confirm_prompt: Prompt = ringing.CONFIRM_PROMPT
    confirm_seconds: Seconds = ringing.CONFIRM_SECONDS
    limit_seconds: Seconds = param(
        0.0, zh="通话时限", en="Talk limit", help="0: as long as they like.", help_zh="0：不限时长。"
    )
    record: Literal["no", "mono", "stereo"] = param(
        "no",
        zh="录音",
        en="Record",
        help="The talk; `stereo`: the caller on the left.",
        help_zh="通话录音；双声道：来电者在左声道。",
    )
    record_box: Box = param(
        "talks",
        zh="录音文件夹",
        en="Recordings",
        help="The box of the recording; it may hold `{{ }}`.",
        help_zh="录音所在的信箱；可以含 `{{ }}`。",
    )
    record_into: OptionalVariable = param(
        "",
        zh="录音路径存入",
        en="Recording into",
        help="The path of its file; empty: nothing was recorded.",
        help_zh="录音文件的路径；空：没有录音。",
    )
    headers: Rows[Header] = param(
        (), zh="SIP 头", en="Headers", help="Shown to the other side's software.", help_zh="传给对方的软件。"
    )

    def exits(self) -> tuple[Exit, ...]:
        """How it went."""
        without = (Exit(name, sets=False) for name in ("busy", "no_answer", "rejected", "failed"))
        return (Exit("ended"), *without)

    def run(self, call: Call) -> str:
        """Ring, and wait for the end of the talk."""
        targets = self._targets(call)
        if not targets:
            call.state.last = {"error": "no target has a number that can be dialled"}
            return "failed"
        dial = replace(
            dial_of(call, self, targets),
            order="together" if self.order == "together" else "in_turn",
            limit_seconds=self.limit_seconds,
            headers=texts_of(call, self.headers),
            recording=self._recording(call),
            stereo=self.record == "stereo",
        )
        return self._left(call, call.channel.dial(dial))

    def _recording(self, call: Call) -> str:
        """Where the talk is recorded; empty if it is not. Without a place they talk all the same."""
        if self.record == "no":
            return ""
        try:
            return new_path(call, box_of(call, self.record_box), "", call.effect_key("talk"))
        except ServiceError as reason:
            call.services.reports.log("warning", f"the talk is not recorded: {reason}")
            return ""

    def resumed(self, call: Call) -> str:
        """Leave as the talk ended that outlived the engine; ring only if it never began."""
        dialled = call.channel.last_dial(call.effect_key())
        return self._left(call, dialled) if dialled else self.run(call)

    def _left(self, call: Call, dialled: Dialled) -> str:
        call.state.last = {"cause": dialled.cause, "seconds": dialled.seconds, "target": dialled.target}
        if dialled.ended in ("ended", "hangup"):
            call.assign(self.record_into, dialled.recording)
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
        """No targets, or one through no gateway; what cannot be before the talk, or be recorded of it."""
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
        yield from bad_ringing(self)
        yield from bad_place("record_box", self.record_box, folders=False)
        if self.record != "no" and not self.record_box:
            yield Complaint(
                "record_box",
                "要录音，但没有写文件夹",
                "the talk is recorded, but into no box",
                "填写录音文件夹",
                "name a box",
            )
        if self.record_into and self.record == "no":
            yield Complaint(
                "record",
                "要保存录音路径，但没有录音",
                "the path of a recording is wanted, but nothing is recorded",
                "录音请选 mono 或 stereo",
                "choose mono or stereo",
            )

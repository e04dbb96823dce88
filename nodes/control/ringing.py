"""What rings somebody has in common: what the caller and whoever answers hear before they talk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from nodes.call import Call
from nodes.channel import Dial
from nodes.collector import NO_PROMPT
from nodes.contract import Complaint
from nodes.control.targets import is_number
from nodes.declare import param
from nodes.prompts import Prompt

RING_SECONDS = param(
    30.0, zh="振铃秒数", en="Ring time", help="For each, when in turn.", help_zh="依次呼叫时指每一个。"
)
CALLER_ID_NUMBER = param(
    "{{ call.caller }}",
    zh="主叫号码",
    en="Caller number",
    help="What the target sees; empty: the switch's.",
    help_zh="对方看到的号码；空：交换机的号码。",
)
CALLER_ID_NAME = param(
    "", zh="主叫名称", en="Caller name", help="What the target sees.", help_zh="对方看到的名称。"
)
MUSIC = param(
    NO_PROMPT,
    zh="等待音",
    en="Music",
    help="Heard while it rings; empty: the ringing tone.",
    help_zh="振铃期间播放；空：回铃音。",
)
WHISPER = param(
    NO_PROMPT,
    zh="接听提示",
    en="Whisper",
    help="Heard by whoever answers, before they talk; the caller goes on hearing the music.",
    help_zh="接听者在通话前听到；来电者继续听音乐。",
)
CONFIRM_KEY = param(
    "",
    zh="确认键",
    en="Confirm key",
    help="Whoever answers presses it to take the call, so that no voice-mail box does; `none`: no key.",
    help_zh="接听者按此键才接通，以免接到语音信箱；none：不需按键。",
)
CONFIRM_PROMPT = param(
    NO_PROMPT,
    zh="确认提示",
    en="Confirm prompt",
    help="Names the key; repeated until it is pressed.",
    help_zh="告诉接听者按哪个键；重复播放直到按下。",
)
CONFIRM_SECONDS = param(
    15.0,
    zh="确认秒数",
    en="Time to confirm",
    help="From the answer on; then it counts as not answered.",
    help_zh="从应答起计；超过视为无人接听。",
)


class Rings(Protocol):
    """A node with these parameters."""

    @property
    def ring_seconds(self) -> float:
        """How long it rings."""

    @property
    def caller_id_number(self) -> str:
        """A template."""

    @property
    def caller_id_name(self) -> str:
        """A template."""

    @property
    def music(self) -> Prompt:
        """What the caller hears."""

    @property
    def whisper(self) -> Prompt:
        """What whoever answers hears."""

    @property
    def confirm_key(self) -> str:
        """The key that takes the call."""

    @property
    def confirm_prompt(self) -> Prompt:
        """Names it."""

    @property
    def confirm_seconds(self) -> float:
        """How long there is for it."""


def dial_of(call: Call, node: Rings, targets: tuple[str, ...]) -> Dial:
    """The dial that `node` asks for. Raises ExpressionError."""
    number = call.render(node.caller_id_number).strip()
    return Dial(
        step=call.effect_key(),
        targets=targets,
        ring_seconds=node.ring_seconds,
        caller_id_name=call.render(node.caller_id_name).strip(),
        caller_id_number=number if is_number(number) else "",
        ringback=call.clips(node.music),
        whisper=call.clips(node.whisper),
        confirm_key=node.confirm_key,
        confirm=call.clips(node.confirm_prompt),
        confirm_seconds=node.confirm_seconds,
    )


def bad_ringing(node: Rings) -> Iterable[Complaint]:
    """No time to ring or to press the key, a key that nobody names, a prompt without a key."""
    if node.ring_seconds < 1:
        yield Complaint(
            "ring_seconds",
            "振铃时间不足一秒",
            "the ring time is less than a second",
            "至少填写 1 秒",
            "let it ring for 1 second or more",
        )
    if node.confirm_key and not node.confirm_prompt:
        yield Complaint(
            "confirm_prompt",
            "要求按键确认，但没有确认提示",
            "a key takes the call, but no prompt names it",
            "请填写确认提示",
            "write the confirm prompt",
        )
    if node.confirm_prompt and not node.confirm_key:
        yield Complaint(
            "confirm_key",
            "写了确认提示，但没有确认键",
            "there is a confirm prompt, and no key",
            "填写确认键；只想让接听人听一段话，请用接听提示",
            "name the key; what is only to be heard is a whisper",
        )
    if node.confirm_key and node.confirm_seconds < 1:
        yield Complaint(
            "confirm_seconds",
            "确认时间不足一秒",
            "the time to confirm is less than a second",
            "至少填写 1 秒",
            "give 1 second or more",
        )

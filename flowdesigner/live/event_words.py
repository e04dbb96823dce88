"""What happened in a call, in words: one short sentence an event."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flowdesigner.words.say import Say, say

_SENTENCES: Mapping[str, tuple[str, str]] = {
    "call_started": ("{caller} 拨打 {called}", "{caller} rings {called}"),
    "call_resumed": ("另一个引擎接手", "Another engine took over"),
    "node_entered": ("进入", "Enters"),
    "node_left": ("从“{exit}”离开", "Leaves by {exit}"),
    "node_failed": ("出错：{message}", "Fails: {message}"),
    "flow_entered": ("进入流程 {flow}", "Enters the flow {flow}"),
    "flow_left": ("从流程 {flow} 返回：{name}", "Returns from {flow}: {name}"),
    "answered": ("已接听", "Answered"),
    "heard": ("听到：{text}", "Hears: {text}"),
    "key_pressed": ("按 {key}", "Presses {key}"),
    "silence": ("{seconds} 秒没有按键", "No key for {seconds} s"),
    "keys_sent": ("发送按键 {keys}", "Keys sent: {keys}"),
    "variable_set": ("{name} = {value}", "{name} = {value}"),
    "recorded": ("录音 {seconds} 秒（{ended}）", "Recorded {seconds} s ({ended})"),
    "dialled": ("呼叫 {targets}：{ended}", "Rings {targets}: {ended}"),
    "leg_heard": ("{target} 听到：{text}", "{target} hears: {text}"),
    "transferred": ("转接到 {target}：{ended}", "Transferred to {target}: {ended}"),
    "executed": ("执行 {application}", "Runs {application}"),
    "service_used": ("{service} {target}：{outcome}", "{service} {target}: {outcome}"),
    "milestone": ("{name}：{value}", "{name}: {value}"),
    "logged": ("{text}", "{text}"),
    "call_finished": ("通话结束：{result}，{seconds} 秒", "The call is over: {result}, {seconds} s"),
}

_ENDS = {
    "caller": say("主叫挂断", "The caller hangs up"),
    "flow": say("流程挂断", "The flow hangs up"),
}

LONGEST = 300


def sentence(event: Mapping[str, Any]) -> Say:
    """The event in words; its kind and fields, where nobody has words for it."""
    kind = str(event.get("kind", ""))
    if kind == "hung_up":
        return _ENDS.get(str(event.get("by")), _ENDS["flow"])
    texts = _SENTENCES.get(kind)
    if texts is None:
        return Say(kind, kind)
    values = _Values({name: _short(value) for name, value in event.items()})
    zh, en = (text.format_map(values) for text in texts)
    return Say(zh, en)


class _Values(dict[str, str]):
    """What an event says; nothing of what it does not."""

    def __missing__(self, name: str) -> str:
        return ""


def _short(value: object) -> str:
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"

"""What the exits of node types mean, for authors who do not read the names that files hold."""

from __future__ import annotations

from collections.abc import Mapping

from flowdesigner.words.say import Say, say
from flows.model import FlowNode
from flows.passes.bind import IMPLICIT
from flows.wording import flow_of

EXITS: Mapping[str, Say] = {
    "next": say("继续", "Goes on"),
    "done": say("完成", "Done"),
    "interrupted": say("没播完就按了键", "A key before the end"),
    "key": say("按了键", "A key was pressed"),
    "no_input": say("一直没有按键", "No key was pressed"),
    "no_match": say("一直按错", "Only wrong keys"),
    "valid": say("输入合乎要求", "What was entered fits"),
    "invalid": say("输入不合要求", "What was entered does not fit"),
    "cancelled": say("来电者取消", "The caller gave up the entry"),
    "yes": say("是", "Yes"),
    "no": say("否", "No"),
    "saved": say("已保存", "Saved"),
    "too_short": say("录音太短", "Too short"),
    "hung_up_saved": say("录完挂机，已保存", "Saved, then the caller hung up"),
    "open": say("营业时间内", "Within the opening hours"),
    "closed": say("营业时间外", "Outside the opening hours"),
    "body": say("循环一次", "Once more"),
    "else": say("以上都不是", "None of them"),
    "ok": say("成功", "It worked"),
    "refused": say("对方拒绝", "The other side refused"),
    "failed": say("没有成功", "It did not work"),
    "timeout": say("等得太久", "It took too long"),
    "row": say("找到一行", "A row was found"),
    "rows": say("找到多行", "Rows were found"),
    "none": say("没有找到", "Nothing was found"),
    "unchanged": say("没有改动", "Nothing was changed"),
    "duplicate": say("早已写过", "Written before"),
    "ended": say("通话结束", "The talk is over"),
    "busy": say("占线", "Busy"),
    "no_answer": say("无人接听", "Nobody answered"),
    "rejected": say("对方拒接", "The call was rejected"),
    "error": say("出错时", "When it fails"),
    "hangup": say("来电者挂机时", "When the caller hangs up"),
}
"""Fixed exits by name; one that a row of a node names says itself what it is."""


def exit_words(node: FlowNode, name: str) -> Say | None:
    """What an exit of a node means; None for one that an author named, here or in the flow that it enters."""
    if name not in IMPLICIT:
        tables = [value for value in node.params.values() if not isinstance(value, str)]
        if flow_of(node) or any(row.get("exit") == name for table in tables for row in table):
            return None
    return EXITS.get(name)

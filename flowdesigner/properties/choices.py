"""What the words of a fixed choice mean to a reader; codes that a trade writes as they are stay so."""

from __future__ import annotations

from flowdesigner.words.say import both

WORDS: dict[str, tuple[str, str]] = {
    "answer": ("应答", "answer"),
    "ring": ("振铃", "ring"),
    "early_media": ("应答前放音", "sound before the answer"),
    "gateway": ("网关", "gateway"),
    "user": ("话机用户", "user of the switch"),
    "loopback": ("拨号方案", "dial plan"),
    "in_turn": ("依次", "in turn"),
    "together": ("同时", "together"),
    "weighted": ("按权重", "weighted"),
    "no": ("不录音", "none"),
    "mono": ("单声道", "one channel"),
    "stereo": ("双声道", "two channels"),
    "none": ("不检查", "not checked"),
    "lengths": ("按位数", "by length"),
    "pattern": ("按表达式", "by pattern"),
    "date": ("日期", "date"),
    "telephone": ("电话号码", "telephone number"),
    "citizen_id": ("身份证号", "citizen id"),
    "luhn": ("卡号", "card number"),
    "expression": ("按条件", "by expression"),
    "any": ("任何号码", "any number"),
    "mobile": ("手机", "mobile"),
    "fixed": ("固定电话", "fixed line"),
    "international": ("国际号码", "international"),
    "NORMAL_CLEARING": ("正常挂机", "normal end"),
    "USER_BUSY": ("忙", "busy"),
    "NO_ANSWER": ("无人接听", "no answer"),
    "CALL_REJECTED": ("拒接", "rejected"),
    "UNALLOCATED_NUMBER": ("空号", "no such number"),
    "INCOMING_CALL_BARRED": ("限制呼入", "barred"),
    "NORMAL_TEMPORARY_FAILURE": ("临时故障", "failed for now"),
    "SERVICE_UNAVAILABLE": ("服务不可用", "no service"),
    "SWITCH_CONGESTION": ("线路拥塞", "congestion"),
    "NORMAL_UNSPECIFIED": ("未说明", "not said"),
    "debug": ("调试", "debug"),
    "info": ("信息", "information"),
    "warning": ("警告", "warning"),
    "error": ("错误", "error"),
    "day": ("每天", "every day"),
    "month": ("每月", "every month"),
    "year": ("每年", "every year"),
    "never": ("从不", "never"),
    "row": ("第一行", "the first row"),
    "rows": ("所有行", "all rows"),
    "blind": ("直接转接", "blind"),
    "attended": ("接通后转接", "attended"),
    "refer": ("由来电方交换机转接", "by the caller's exchange"),
}
"""Chinese and English by the word of the file."""


def choice_words(choice: str) -> str:
    """What a choice means; the word itself where nobody says more."""
    return both(*WORDS.get(choice, (choice, choice)))

"""The node type `digits`: a number keyed in by the caller."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, partial
from typing import Literal

from nodes.call import Call
from nodes.checksums import is_citizen_id, is_luhn
from nodes.collector import Verdict
from nodes.contract import Complaint, Exit
from nodes.declare import param
from nodes.input.asking import AskingNode
from nodes.input.validators import DateForm, Lengths, is_telephone, lengths, read_date
from nodes.kinds import Count, Expression, Keys, OptionalKey, Pattern, Positive, VariableName
from nodes.light import light
from nodes.patterns import full_match
from nodes.registry import node_type

CITIZEN_ID_LENGTH = 18
X_KEY = "*"
"""The key for the X that a citizen identification number may end with."""


@light
class _Form:
    """How many keys, and which, can be right; `ends_in_x`: the last one may be that for X."""

    least: int
    most: int
    keys: str
    ends_in_x: bool

    def judge(self, entry: str) -> Verdict:
        """What the keys so far amount to."""
        length, last = len(entry), entry[-1:]
        if last not in self.keys and not (self.ends_in_x and last == X_KEY and length == CITIZEN_ID_LENGTH):
            return "reject"
        if length >= self.most:
            return "accept"
        return "may_end" if length >= self.least else "wait"


@node_type(
    "digits",
    category="input",
    zh="收号",
    en="Digits",
    help_zh="请来电者输入一串号码并检查：长度、格式、日期、电话号码、身份证校验码、Luhn 校验码或自定表达式。",
)
class Digits(AskingNode):
    """Ask for a number: so many digits, ended by a key, by their length or by a pause, and checked.

    An entry that does not pass the check is asked for again. Only one check is used; the parameter of the
    same name says more about it.
    """

    into: VariableName = param(
        zh="存入变量", en="Into", help="The variable that receives the number.", help_zh="接收号码的变量。"
    )
    min: Count = param(1, zh="最少位数", en="Fewest digits")
    max: Positive = param(
        32,
        zh="最多位数",
        en="Most digits",
        help="The entry is complete at this length.",
        help_zh="达到这个位数即输入完毕。",
    )
    end_key: OptionalKey = param(
        "#", zh="结束键", en="End key", help="It is not a part of the number.", help_zh="它不算在号码里。"
    )
    cancel_key: OptionalKey = param(
        "",
        zh="取消键",
        en="Cancel key",
        help="It leaves by `cancelled`.",
        help_zh="从出口 `cancelled` 离开。",
    )
    accept: Keys = param("0123456789", zh="允许的按键", en="Keys accepted")
    validator: Literal[
        "none", "lengths", "pattern", "date", "telephone", "citizen_id", "luhn", "expression"
    ] = param("none", zh="检查", en="Check")
    lengths: Lengths = param(
        "",
        zh="允许的位数",
        en="Lengths",
        help="Such as `11, 18` or `7-8`.",
        help_zh="例如 `11, 18` 或 `7-8`。",
    )
    pattern: Pattern = param(
        "",
        zh="格式",
        en="Pattern",
        help="A regular expression for the whole number.",
        help_zh="与整个号码匹配的正则表达式。",
    )
    date: DateForm = param(
        "YYYYMMDD",
        zh="日期格式",
        en="Form of the date",
        help="YYYYMMDD, DDMMYYYY, MMDD, YYYYMM ...",
        help_zh="YYYYMMDD、DDMMYYYY、MMDD、YYYYMM 等。",
    )
    telephone: Literal["any", "mobile", "fixed", "international"] = param(
        "any",
        zh="电话种类",
        en="Telephone",
        help="By the numbering plan of mainland China.",
        help_zh="按中国大陆的号码规则。",
    )
    expression: Expression = param(
        "",
        zh="表达式",
        en="Expression",
        help="True if the number is right; it stands in `last.digits`.",
        help_zh="号码正确时为真；号码在 `last.digits` 里。",
    )

    def exits(self) -> tuple[Exit, ...]:
        """`valid`, `no_input`, `invalid`, and `cancelled` where there is a key for it."""
        without = (Exit("no_input", sets=False), Exit("invalid", caller=True, sets=False))
        cancelled = (Exit("cancelled", caller=True, sets=False),) if self.cancel_key else ()
        return (Exit("valid", caller=True), *without, *cancelled)

    def run(self, call: Call) -> str:
        """Ask until a number is right, the caller cancels or attempts run out."""
        asking = self.asking(
            self._form.judge,
            valid=partial(self._is_valid, call),
            end_key=self.end_key,
            cancel_key=self.cancel_key,
        )
        entry = call.collect(asking)
        if entry.ended == "valid":
            call.assign(self.into, self._value(call, entry.digits))
        self.note(call, entry.digits, entry.attempts)
        return entry.ended

    def _bounds(self) -> tuple[int, int]:
        """The fewest and the most keys that can be right."""
        if self.validator == "citizen_id":
            return CITIZEN_ID_LENGTH, CITIZEN_ID_LENGTH
        if self.validator == "date":
            return len(self.date), len(self.date)
        if self.validator == "lengths" and self.lengths:
            allowed = lengths(self.lengths)
            return max(self.min, min(allowed)), min(self.max, max(allowed))
        return self.min, self.max

    @cached_property
    def _form(self) -> _Form:
        return _Form(*self._bounds(), self.accept, ends_in_x=self.validator == "citizen_id")

    def _is_valid(self, call: Call, entry: str) -> bool:
        """Whether a finished entry passes the check. Raises ExpressionError."""
        match self.validator:
            case "lengths":
                return len(entry) in lengths(self.lengths)
            case "pattern":
                return full_match(self.pattern, entry)
            case "date":
                return read_date(entry, self.date) is not None
            case "telephone":
                return is_telephone(entry, self.telephone)
            case "citizen_id":
                return is_citizen_id(_citizen_id(entry), call.services.clock.now().date())
            case "luhn":
                return is_luhn(entry)
            case "expression":
                call.state.last = {"digits": entry}
                return bool(call.evaluate(self.expression))
            case "none":
                return True

    def _value(self, call: Call, entry: str) -> object:
        """What the variable receives: the digits, or the date itself if it is declared as one."""
        if self.validator == "citizen_id":
            return _citizen_id(entry)
        if self.validator == "date" and call.frame.declared.get(self.into) == "date":
            return read_date(entry, self.date)
        return entry

    def complaints(self) -> Iterable[Complaint]:
        """Bounds that nothing fits, a check without its parameter, keys that are in each other's way."""
        least, most = self._bounds()
        if least > most:
            yield Complaint(
                "max",
                f"最少 {least} 位多于最多 {most} 位",
                f"at least {least} digits is more than at most {most}",
                "请改正位数",
                "correct the numbers of digits",
            )
        if self.validator in ("lengths", "pattern", "expression") and not getattr(self, self.validator):
            yield Complaint(
                self.validator,
                f"检查方式是 {self.validator}，但没有填写它",
                f"the check is `{self.validator}`, but this parameter is empty",
                "请填写，或改用别的检查",
                "fill it in, or choose another check",
            )
        keys = [key for key in (self.end_key, self.cancel_key) if key]
        if self.validator == "citizen_id" and X_KEY in keys:
            yield Complaint(
                "end_key" if self.end_key == X_KEY else "cancel_key",
                "身份证号末位 X 用 * 键输入，* 不能另作他用",
                "the X of a citizen identification number is the key *, which cannot mean something else",
                "请换一个按键",
                "choose another key",
            )
        if len(set(keys)) < len(keys):
            yield Complaint(
                "cancel_key",
                f"结束键和取消键都是 {self.end_key}",
                f"the end key and the cancel key are both {self.end_key}",
                "请给它们不同的按键",
                "give them different keys",
            )


def _citizen_id(entry: str) -> str:
    return entry.replace(X_KEY, "X")

"""The node type `menu`: one choice by key."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from nodes.call import Call
from nodes.collector import Asking
from nodes.contract import Complaint, Exit
from nodes.declare import param
from nodes.input.asking import AskingNode
from nodes.input.choices import Choice, Meanings, ambiguous
from nodes.kinds import OptionalVariable, Rows
from nodes.registry import node_type
from nodes.rows import need_rows, row_exits


@node_type(
    "menu",
    category="input",
    zh="菜单",
    en="Menu",
    help_zh="请来电者按键选择；每个选项是一个出口。没有按键或总是按错时，按设定的次数重新提示，然后从相应出口离开。",
)
class Menu(AskingNode):
    """Ask the caller to choose by key; every choice is an exit.

    After silence or a wrong key it asks again, as often as you allow. Where one choice is the beginning of
    another (1 and 12), the inter-key time decides. Keys that no choice begins with go to the flow's own
    handler of that key, if it has one.
    """

    choices: Rows[Choice] = param(
        zh="选项",
        en="Choices",
        help="An exit a row, with the keys that lead to it.",
        help_zh="每行一个出口，以及通向它的按键。",
    )
    into: OptionalVariable = param(
        "",
        zh="按键存入",
        en="Keys into",
        help="A variable that receives the keys of the choice.",
        help_zh="接收所按键的变量。",
    )

    def exits(self) -> tuple[Exit, ...]:
        """The choices, `no_input` after silence, `no_match` after wrong keys."""
        without = (Exit("no_input", sets=False), Exit("no_match", caller=True, sets=False))
        return (*row_exits(self.choices, caller=True), *without)

    def run(self, call: Call) -> str:
        """Ask until a choice is made or attempts run out."""
        entry = call.collect(self._asking)
        self.note(call, entry.digits, entry.attempts)
        if entry.ended == "valid":
            call.assign(self.into, entry.digits)
            return self.meanings.exit_of(entry.digits)
        return "no_input" if entry.ended == "no_input" else "no_match"

    @cached_property
    def meanings(self) -> Meanings:
        """What keys mean here."""
        return Meanings(self.choices)

    @cached_property
    def _asking(self) -> Asking:
        return self.asking(self.meanings.judge, global_keys=True)

    def complaints(self) -> Iterable[Complaint]:
        """No choices, or two that the same keys mean."""
        yield from need_rows("choices", self.choices)
        for number, pattern, earlier in ambiguous(self.choices):
            yield Complaint(
                f"choices[{number}].keys",
                f"按键 {pattern} 与前面的 {earlier} 无法区分",
                f"the keys {pattern} cannot be told from {earlier} before them",
                "请给它另一个按键",
                "give it other keys",
            )

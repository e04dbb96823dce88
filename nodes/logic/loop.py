"""The node type `loop`: a body that is repeated, a bounded number of times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nodes.call import Call
from nodes.contract import Complaint, Exit, Node
from nodes.declare import param
from nodes.errors import ValueMismatch
from nodes.kinds import Expression, OptionalVariable, Positive
from nodes.registry import node_type
from nodes.values import brief, number_of


@node_type(
    "loop",
    category="logic",
    zh="循环",
    en="Loop",
    help_zh="从 body 离开若干次，或对列表逐项离开；循环体连回本节点即进入下一轮，结束后从 done 离开。",
)
class Loop(Node):
    """Leave by `body` so many times, or once for each item of a list; lead the body back here.

    It never takes `body` more often than the cap. When it is over it leaves by `done` and begins anew at the
    next visit; a body that leads elsewhere lets it go on counting, so that the cap holds for the call. The
    number or the list is worked out at every visit.
    """

    times: Expression = param(
        "",
        zh="次数",
        en="Times",
        help="A number; or leave it empty and name a list.",
        help_zh="次数；或者留空并给出列表。",
    )
    items: Expression = param(
        "", zh="列表", en="List", help="A list, or the rows of a query.", help_zh="列表，或查询得到的各行。"
    )
    item: OptionalVariable = param("", zh="当前项存入", en="Item into")
    index: OptionalVariable = param(
        "", zh="序号存入", en="Number into", help="1 in the first round.", help_zh="第一轮为 1。"
    )
    cap: Positive = param(
        100, zh="上限", en="Cap", help="Never more rounds than this.", help_zh="轮数绝不超过它。"
    )

    def exits(self) -> tuple[Exit, ...]:
        """`body`, counted here, and `done`."""
        return (Exit("body", capped=True), Exit("done", sets=False))

    def run(self, call: Call) -> str:
        """Begin the next round, if there is one."""
        done = int(str(call.memory.get("rounds", 0)))
        items = _items(call.evaluate(self.items)) if self.items else []
        rounds = len(items) if self.items else int(number_of(call.evaluate(self.times)))
        if done >= min(rounds, self.cap):
            call.memory.clear()
            call.state.last = {"rounds": done, "capped": done < rounds}
            return "done"
        call.memory["rounds"] = done + 1
        call.assign(self.index, done + 1)
        if self.items:
            call.assign(self.item, items[done])
        return "body"

    def complaints(self) -> Iterable[Complaint]:
        """Neither a number nor a list, or both; an item without a list."""
        if bool(self.times) == bool(self.items):
            yield Complaint(
                "times",
                "次数和列表应当恰好填写一个",
                "it needs either a number of times or a list",
                "填写次数或列表",
                "fill in `times` or `items`",
            )
        if self.item and not self.items:
            yield Complaint(
                "item",
                "没有列表，就没有当前项",
                "there is no item without a list",
                "填写列表，或清空此项",
                "fill in `items`, or leave `item` empty",
            )


def _items(value: object) -> Sequence[object]:
    """`value` as a list. Raises ValueMismatch."""
    if isinstance(value, str | bytes) or not isinstance(value, Sequence):
        raise ValueMismatch(f"{brief(value)} is no list to go through")
    return value

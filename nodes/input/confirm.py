"""The node type `confirm`: yes or no by key."""

from __future__ import annotations

from collections.abc import Iterable

from nodes.call import Call
from nodes.collector import Verdict
from nodes.contract import Complaint, Exit
from nodes.declare import param
from nodes.input.asking import AskingNode
from nodes.kinds import Key
from nodes.registry import node_type


@node_type(
    "confirm",
    category="input",
    zh="确认",
    en="Confirm",
    help_zh="把内容读给来电者听，请其按键确认或否认。",
)
class Confirm(AskingNode):
    """Read something back and ask whether it is right: yes by one key, no by another.

    Put the values that are to be confirmed into the prompt: `{{ case_no|digits }}`.
    """

    yes_key: Key = param("1", zh="“是”键", en="Yes key")
    no_key: Key = param("2", zh="“否”键", en="No key")

    def exits(self) -> tuple[Exit, ...]:
        """`yes`, `no`, and `no_input` where attempts ended without either."""
        return (Exit("yes", caller=True), Exit("no", caller=True), Exit("no_input"))

    def run(self, call: Call) -> str:
        """Ask until the caller answers or attempts run out."""
        entry = call.collect(self.asking(self._judge, global_keys=True))
        self.note(call, entry.digits, entry.attempts)
        if entry.ended != "valid":
            return "no_input"
        return "yes" if entry.digits == self.yes_key else "no"

    def _judge(self, digits: str) -> Verdict:
        return "accept" if digits in (self.yes_key, self.no_key) else "reject"

    def complaints(self) -> Iterable[Complaint]:
        """Yes and no by the same key."""
        if self.yes_key == self.no_key:
            yield Complaint(
                "no_key",
                f"“是”和“否”都是按键 {self.no_key}",
                f"yes and no are both the key {self.no_key}",
                "请给它们不同的按键",
                "give them different keys",
            )

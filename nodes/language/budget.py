"""What one evaluation may use: steps, sizes of texts and lists; counted, never timed."""

from __future__ import annotations

from collections.abc import Mapping

from nodes.errors import BudgetExceeded
from nodes.values import MAX_TEXT

MAX_SOURCE = 10_000
"""The longest expression or template, in characters."""

MAX_DEPTH = 60
"""How deeply brackets, operators and blocks may be nested."""

MAX_STEPS = 10_000
"""Steps of one evaluation: an element of a loop or list is one, so are 256 characters of text handled."""

MAX_ITEMS = 10_000
"""The longest list that an expression may make."""

CHARACTERS_PER_STEP = 256
SEARCHED_PER_STEP = 16
"""Characters of a text that one step searches; Python's search may look at a short text many times over."""

NO_NAMES: Mapping[str, object] = {}


class Run:
    """One evaluation: the names it sees, those it has set itself, and the steps it has left."""

    __slots__ = ("left", "locals", "scope")

    def __init__(self, scope: Mapping[str, object]) -> None:
        self.scope = scope
        self.locals: Mapping[str, object] = NO_NAMES
        self.left = MAX_STEPS

    def spend(self, steps: int) -> None:
        """Take `steps` off the budget; raises BudgetExceeded when it is used up."""
        self.left -= steps
        if self.left < 0:
            raise BudgetExceeded(
                f"the evaluation needs more than {MAX_STEPS} steps",
                cure="go through fewer elements or build a shorter text",
                zh=f"计算超过 {MAX_STEPS} 步",
                cure_zh="减少循环的元素或缩短文字",
            )

    def sized(self, length: int) -> None:
        """Pay for a text of `length` characters before it is made; raises BudgetExceeded."""
        if length > MAX_TEXT:
            raise BudgetExceeded(
                f"a text of {length} characters is longer than {MAX_TEXT}",
                cure="build a shorter text",
                zh=f"文字有 {length} 个字符，超过上限 {MAX_TEXT}",
                cure_zh="缩短文字",
            )
        self.spend(length // CHARACTERS_PER_STEP)

    def searched(self, text: str) -> None:
        """Pay for a search through `text`."""
        self.spend(len(text) // SEARCHED_PER_STEP)

    def counted(self, length: int) -> None:
        """Pay for a list of `length` elements before it is made or gone through; raises BudgetExceeded."""
        if length > MAX_ITEMS:
            raise BudgetExceeded(
                f"a list of {length} elements is longer than {MAX_ITEMS}",
                cure="use a shorter list",
                zh=f"列表有 {length} 个元素，超过上限 {MAX_ITEMS}",
                cure_zh="使用更短的列表",
            )
        self.spend(length)

"""What may stand in an expression or a template: an allow-list, held to before anything is worked out."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from typing import Any, NoReturn, cast

from jinja2 import nodes as tree

from nodes.errors import ExpressionError
from nodes.language import conditions, lists, moments, texts
from nodes.language.budget import MAX_DEPTH
from nodes.language.complaints import place, too_deep
from nodes.language.readings import READINGS
from nodes.language.vocabulary import FILTERS, FUNCTIONS, TESTS, Word
from nodes.patterns import compile_pattern
from nodes.system import PARTED, RESERVED
from nodes.values import MAX_DIGITS

WORD_MODULES = (conditions, lists, moments, texts)
"""The modules that register words; importing them is what fills the tables."""

METHODS = {
    "upper": "upper",
    "lower": "lower",
    "strip": "trim",
    "split": "split",
    "replace": "replace",
    "startswith": "startswith",
    "endswith": "endswith",
}
"""The methods of a text that may be called as in Python, each by the filter or test that it is."""

_EXPRESSIONS = (
    tree.Add,
    tree.And,
    tree.Compare,
    tree.Concat,
    tree.CondExpr,
    tree.Const,
    tree.Dict,
    tree.Div,
    tree.Filter,
    tree.FloorDiv,
    tree.Getattr,
    tree.Getitem,
    tree.Keyword,
    tree.List,
    tree.Mod,
    tree.Mul,
    tree.Name,
    tree.Neg,
    tree.Not,
    tree.Operand,
    tree.Or,
    tree.Pair,
    tree.Pos,
    tree.Pow,
    tree.Slice,
    tree.Sub,
    tree.Test,
    tree.Tuple,
    tree.Call,
)
_STATEMENTS = (tree.Template, tree.Output, tree.TemplateData, tree.For, tree.If, tree.Assign)
_LEAVES = (tree.Const, tree.Name, tree.TemplateData)
"""What has nothing below it."""
ALLOWED: frozenset[type[tree.Node]] = frozenset(_EXPRESSIONS + _STATEMENTS)
"""Every kind of node that may stand in a tree; compared by exact type."""


def slot_ends(node: tree.Node) -> list[tree.Node]:
    """The expressions that a slot may print: both sides of `a if test else b`, else the slot itself."""
    ends: list[tree.Node] = []
    waiting: list[tree.Node] = [node]
    while waiting:
        item = waiting.pop()
        if isinstance(item, tree.CondExpr):
            waiting.extend(side for side in (item.expr2, item.expr1) if side is not None)
        else:
            ends.append(item)
    return ends


def keywords(node: tree.Filter | tree.Test | tree.Call) -> list[tuple[str, tree.Expr]]:
    """The named arguments of a filter, test or function."""
    return [(word.key, word.value) for word in cast("list[tree.Keyword]", node.kwargs)]


def method(name: str) -> Word:
    """The filter or test that the method `name` of a text is."""
    word = METHODS[name]
    return FILTERS.get(word) or TESTS[word]


class _Checker:
    """Goes through a tree without recursion and refuses what is not allowed in it."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.holders: set[int] = set()

    def check(self, root: tree.Node) -> None:
        # A reading says how a slot is spoken: it may only stand where a slot ends.
        spoken: set[int] = set()
        waiting: list[tuple[tree.Node, int]] = [(root, 1)]
        while waiting:
            node, depth = waiting.pop()
            if depth > MAX_DEPTH:
                too_deep(self.source)
            if type(node) not in ALLOWED:
                self._refuse_kind(node)
            if isinstance(node, tree.Output):
                spoken.update(id(end) for part in node.nodes for end in slot_ends(part))
            if isinstance(node, tree.Filter) and node.name in READINGS and node.name not in FILTERS:
                self._reading(node, id(node) in spoken)
            elif check := _CHECKS.get(type(node)):
                check(self, node)
            if not isinstance(node, _LEAVES):
                waiting.extend([(child, depth + 1) for child in node.iter_child_nodes()])

    def fail(
        self, node: tree.Node, name: str, en: str, zh: str, cure: str = "", cure_zh: str = ""
    ) -> NoReturn:
        at = place(self.source, node.lineno, name)
        raise ExpressionError(en + at[0], self.source, cure=cure, zh=zh + at[1], cure_zh=cure_zh)

    def _refuse_kind(self, node: tree.Node) -> NoReturn:
        word = _TAGS.get(type(node).__name__, type(node).__name__.lower())
        self.fail(
            node,
            word,
            f"'{word}' may not be used here",
            f"这里不能使用“{word}”",
            "use values, operators, filters, and if, for and set in templates",
            "只用值、运算、过滤器，模板里还可用 if、for 和 set",
        )

    def _reading(self, node: tree.Filter, last: bool) -> None:
        if node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
            self.fail(
                node,
                node.name,
                f"'|{node.name}' takes no arguments",
                f"“|{node.name}”不带参数",
                f"write |{node.name}",
                f"写成 |{node.name}",
            )
        if not last:
            meant = _MEANT.get(node.name, "")
            self.fail(
                node,
                node.name,
                f"'|{node.name}' says how a value is read out",
                f"“|{node.name}”说明一个值怎样读出",
                f"write it last in a slot of a text, {{{{ value|{node.name} }}}}"
                + (f", or, to calculate, {meant}" if meant else ""),
                f"只能写在文字插槽的最后：{{{{ 值|{node.name} }}}}"
                + (f"；计算时用 {meant}" if meant else ""),
            )

    def _filter(self, node: tree.Filter) -> None:
        self._word(node, FILTERS, "filter", "过滤器", list(READINGS))
        self._pattern(node)

    def _pattern(self, node: tree.Filter | tree.Test) -> None:
        """A pattern is a text in the source: so it is checked before any call, and made ready only once."""
        if node.name != "matches":
            return
        pattern = (node.args or [value for _, value in keywords(node)])[0]
        if not (isinstance(pattern, tree.Const) and isinstance(pattern.value, str)):
            self.fail(
                node,
                "matches",
                "'matches' takes a pattern in quotes",
                "“matches”的表达式要写在引号里",
                "write is matches('[0-9]+')",
                "写成 is matches('[0-9]+')",
            )
        compile_pattern(pattern.value)

    def _test(self, node: tree.Test) -> None:
        self._word(node, TESTS, "test", "判断", [])
        self._pattern(node)

    def _word(
        self, node: tree.Filter | tree.Test, table: dict[str, Word], sort: str, zh: str, more: list[str]
    ) -> None:
        word = table.get(node.name)
        if word is None:
            self._unknown(node, node.name, f"{sort} '{node.name}'", f"{zh}“{node.name}”", [*table, *more])
        self._arguments(node, word)

    def _unknown(self, node: tree.Node, name: str, en: str, zh: str, known: list[str]) -> NoReturn:
        near = difflib.get_close_matches(name, known, 1)
        self.fail(
            node,
            name,
            f"there is no {en}",
            f"没有{zh}",
            f"did you mean '{near[0]}'?" if near else f"there are {', '.join(sorted(known))}",
            f"是不是“{near[0]}”？" if near else f"可用：{'、'.join(sorted(known))}",
        )

    def _arguments(self, node: tree.Filter | tree.Test | tree.Call, word: Word) -> None:
        named = [name for name, _ in keywords(node)]
        plain = node.dyn_args is None and node.dyn_kwargs is None
        if not (plain and len(set(named)) == len(named) and word.takes(len(node.args), named)):
            self.fail(
                node,
                word.name,
                f"'{word.name}' is given the wrong arguments",
                f"“{word.name}”的参数不对",
                f"write {word.usage}",
                f"写法：{word.usage}",
            )

    def _call(self, node: tree.Call) -> None:
        callee = node.node
        if isinstance(callee, tree.Getattr):
            name = METHODS.get(callee.attr)
            if name is None:
                self._unknown(
                    node, callee.attr, f"method '{callee.attr}'", f"方法“{callee.attr}”", list(METHODS)
                )
            self._arguments(node, method(callee.attr))
        elif isinstance(callee, tree.Name) and callee.name in FUNCTIONS:
            self._arguments(node, FUNCTIONS[callee.name])
        elif isinstance(callee, tree.Name):
            self._unknown(
                node, callee.name, f"function '{callee.name}'", f"函数“{callee.name}”", list(FUNCTIONS)
            )
        else:
            self.fail(node, "", "only named functions can be called", "只能调用有名称的函数")

    def _name(self, node: tree.Name) -> None:
        if node.name in PARTED and id(node) not in self.holders:
            part = "number" if node.name == "line" else "caller" if node.name == "call" else "error"
            self.fail(
                node,
                node.name,
                f"'{node.name}' has no value of its own",
                f"“{node.name}”本身没有值",
                f"write one of its parts, such as {node.name}.{part}",
                f"写它的成员，例如 {node.name}.{part}",
            )

    def _getattr(self, node: tree.Getattr) -> None:
        self.holders.add(id(node.node))
        if node.attr.startswith("_"):
            self.fail(
                node,
                node.attr,
                f"'.{node.attr}' may not be read",
                f"不能读取“.{node.attr}”",
                "write row['_name'] for a column whose name begins with _",
                "列名以 _ 开头时写成 row['_name']",
            )

    def _getitem(self, node: tree.Getitem) -> None:
        if not isinstance(node.arg, tree.Slice):
            self.holders.add(id(node.node))

    def _const(self, node: tree.Const) -> None:
        value = node.value
        if isinstance(value, int | float) and not isinstance(value, bool) and not abs(value) < 10**MAX_DIGITS:
            self.fail(
                node,
                "",
                f"a number has more than {MAX_DIGITS} digits",
                f"数字超过 {MAX_DIGITS} 位",
                "write a smaller number",
                "写小一点的数",
            )
        if isinstance(value, str) and not value.isascii() and any("\ud800" <= c <= "\udfff" for c in value):
            self.fail(node, "", "a text holds half a character", "文字含有不完整的字符")

    def _for(self, node: tree.For) -> None:
        self._own(node.target)
        if node.recursive or not isinstance(node.target, tree.Name):
            self.fail(
                node,
                "for",
                "'for' takes one name and is not recursive",
                "for 只能用一个名称，且不能递归",
                "write {% for row in rows %}",
                "写成 {% for row in rows %}",
            )

    def _assign(self, node: tree.Assign) -> None:
        self._own(node.target)
        if not isinstance(node.target, tree.Name):
            self.fail(
                node,
                "set",
                "'set' takes one name",
                "set 只能用一个名称",
                "write {% set total = a + b %}",
                "写成 {% set total = a + b %}",
            )

    def _own(self, target: tree.Node) -> None:
        name = target.name if isinstance(target, tree.Name) else ""
        if name in RESERVED or name == "loop":
            self.fail(
                target,
                name,
                f"'{name}' is the name of a system variable",
                f"“{name}”是系统变量的名称",
                "choose another name",
                "换一个名称",
            )


_CHECKS: dict[type[tree.Node], Callable[[_Checker, Any], None]] = {
    tree.Name: _Checker._name,
    tree.Getitem: _Checker._getitem,
    tree.Filter: _Checker._filter,
    tree.Test: _Checker._test,
    tree.Call: _Checker._call,
    tree.Getattr: _Checker._getattr,
    tree.Const: _Checker._const,
    tree.For: _Checker._for,
    tree.Assign: _Checker._assign,
}
_MEANT = {"count": "|length", "number": "|float", "date": "date(value)", "percent": "* 100", "text": "~ ''"}
"""What somebody may have meant who wrote a reading where a value is calculated."""

_TAGS = {
    "Scope": "autoescape",
    "FromImport": "from",
    "CallBlock": "call",
    "FilterBlock": "filter",
    "AssignBlock": "set",
    "NSRef": "set",
}


def check_tree(root: tree.Node, source: str) -> None:
    """Raise ExpressionError unless everything in the tree is allowed where it stands."""
    _Checker(source).check(root)

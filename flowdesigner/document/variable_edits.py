"""Variables declared, changed, renamed and removed: what each edit does to the parts of a flow."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flowdesigner.document.errors import Refused
from flowdesigner.document.expressions import names_in, places_of, with_variable_renamed
from flowdesigner.document.naming import is_identifier
from flowdesigner.document.parts import Part
from flowdesigner.words.say import say
from flows.model import Flow
from flows.release import Variable
from nodes.system import RESERVED


@dataclass(frozen=True, slots=True)
class Renaming:
    """What a variable's new name changes, and the places (node id, place) left for the author to see to."""

    parts: tuple[Part, ...]
    left: tuple[tuple[str, str], ...]


def check_name(flow: Flow, name: str) -> None:
    """Raise Refused, saying why, if no new variable may have that name."""
    if not is_identifier(name):
        raise Refused(
            say(
                "“{}”不能作变量名：用字母、数字和 _，不以数字开头，最多 64 个字符。",
                "'{}' is no variable name: use letters, digits and _, no digit first, at most 64 characters.",
                name,
            )
        )
    if name in RESERVED:
        raise Refused(
            say("{} 是系统变量，请换一个名字。", "{} is a system variable; choose another name.", name)
        )
    if name in flow.variables:
        raise Refused(say("已有变量 {}，请换个名字。", "There is a variable {}; choose another name.", name))


def declared(flow: Flow, variable: Variable) -> list[Part]:
    """A new variable. Raises Refused."""
    check_name(flow, variable.name)
    return [Part("variable", variable.name, None, variable)]


def changed(flow: Flow, variable: Variable) -> list[Part]:
    """The variable of the same name as `variable`. Raises Refused without one."""
    before = _existing(flow, variable.name)
    return [] if before == variable else [Part("variable", variable.name, before, variable)]


def removed(flow: Flow, name: str) -> list[Part]:
    """A variable no longer declared; what names it is left, and the compiler says so."""
    variable = _existing(flow, name)
    return [Part("variable", name, variable, None, list(flow.variables).index(name))]


def renamed(flow: Flow, old: str, new: str) -> Renaming:
    """A variable under another name, in every node that names it. Raises Refused."""
    variable = _existing(flow, old)
    if old == new:
        return Renaming((), ())
    check_name(flow, new)
    at = list(flow.variables).index(old)
    parts = [
        Part("variable", old, variable, None, at),
        Part("variable", new, None, replace(variable, name=new), at),
    ]
    left: list[tuple[str, str]] = []
    for node in flow.nodes.values():
        after, failed = with_variable_renamed(node, old, new)
        left += [(node.id, place) for place in failed]
        if after is not node:
            parts.append(Part("node", node.id, node, after))
    return Renaming(tuple(parts), tuple(left))


def uses_of(flow: Flow, name: str) -> list[tuple[str, str]]:
    """Where a variable is named: (node id, place), in the order of the flow."""
    return [(node.id, place) for node in flow.nodes.values() for place in places_of(node, name)]


def undeclared(flow: Flow) -> frozenset[str]:
    """The names that nodes use and nobody declares."""
    used = frozenset().union(*(names_in(node) for node in flow.nodes.values()))
    return used - set(flow.variables) - RESERVED


def _existing(flow: Flow, name: str) -> Variable:
    variable = flow.variables.get(name)
    if variable is None:
        raise Refused(say("没有变量 {}。", "There is no variable {}.", name))
    return variable

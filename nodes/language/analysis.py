"""What the compiler asks about an expression or a template without working it out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jinja2 import nodes as tree

from nodes.language.allowed import slot_ends
from nodes.language.readings import READINGS
from nodes.language.syntax import ENVIRONMENT, parse_expression, parse_template
from nodes.spoken import spoken

Path = tuple[str, ...]


def check_expression(source: str) -> None:
    """Raise ExpressionError, saying what, where and the cure, unless `source` is a good expression."""
    parse_expression(source)


def check_template(source: str) -> None:
    """Raise ExpressionError, saying what, where and the cure, unless `source` is a good template."""
    parse_template(source)


def expression_names(source: str, needed: bool = False) -> frozenset[str]:
    """The names an expression reads; with `needed`, only those that must have a value.

    That leaves out what `default` looks after, and what `is defined` asks about or has proved.
    """
    return frozenset(
        path[0] for path, guarded in _paths([parse_expression(source)]) if not (needed and guarded)
    )


def template_names(source: str, needed: bool = False) -> frozenset[str]:
    """As `expression_names`, for a template; what its own `for` and `set` name is not among them."""
    found = _paths(parse_template(source).body)
    return frozenset(path[0] for path, guarded in found if not (needed and guarded))


def attribute_paths(source: str, template: bool = False) -> list[Path]:
    """Every name with the fixed parts read of it, `("call", "caller")`; in order, each once."""
    body: list[tree.Node] = parse_template(source).body if template else [parse_expression(source)]
    return list(dict.fromkeys(path for path, _ in _paths(body)))


def bare_values(source: str) -> list[str]:
    """The slots of a speech template that print a value without a reading, as they are written."""
    found = _outputs(parse_template(source).body)
    return [text for node, text in zip(found, _slot_texts(source), strict=True) if _bare(node)]


def fixed_texts(source: str) -> list[str]:
    """The pieces of text between the slots, as `speech_parts` gives them; in order, each once."""
    pieces = (item.data for item in parse_template(source).find_all(tree.TemplateData))
    return list(dict.fromkeys(words for piece in pieces if (words := spoken(piece))))


def _bare(node: tree.Node) -> bool:
    return not all(
        isinstance(end, tree.Const) or (isinstance(end, tree.Filter) and end.name in READINGS)
        for end in slot_ends(node)
    )


def _outputs(body: list[tree.Node]) -> Iterator[tree.Node]:
    """The slots in the order written."""
    for node in body:
        if isinstance(node, tree.Output):
            yield from (item for item in node.nodes if not isinstance(item, tree.TemplateData))
        elif isinstance(node, tree.If):
            for branch in (node, *node.elif_):
                yield from _outputs(branch.body)
            yield from _outputs(node.else_)
        elif isinstance(node, tree.For):
            yield from _outputs(node.body)
            yield from _outputs(node.else_)


def _slot_texts(source: str) -> Iterator[str]:
    """What stands between `{{` and `}}`, in the order written."""
    pieces: list[str] = []
    for _, token, text in ENVIRONMENT.lex(source):
        if token == "variable_begin":
            pieces = []
        elif token == "variable_end":
            yield "".join(pieces).strip()
        else:
            pieces.append(text)


def proven_names(source: str) -> tuple[frozenset[str], frozenset[str]]:
    """The names that have a value if an expression is true, and if it is false: `x is defined` proves it."""
    return _proofs(parse_expression(source))


_NONE: frozenset[str] = frozenset()
_NAMING = (tree.Name, tree.Getattr, tree.Getitem)
_JOINING = (tree.And, tree.Or)


def _proofs(node: tree.Node) -> tuple[frozenset[str], frozenset[str]]:
    if isinstance(node, tree.Not):
        true, false = _proofs(node.node)
        return false, true
    if isinstance(node, _JOINING):
        (left_true, left_false), (right_true, right_false) = _proofs(node.left), _proofs(node.right)
        if isinstance(node, tree.And):
            return left_true | right_true, left_false & right_false
        return left_true & right_true, left_false | right_false
    if isinstance(node, tree.Test) and isinstance(node.node, tree.Name):
        named = frozenset({node.node.name})
        if node.name == "defined":
            return named, _NONE
        if node.name == "undefined":
            return _NONE, named
    return _NONE, _NONE


def _paths(body: Sequence[tree.Node]) -> list[tuple[Path, bool]]:
    finder = _Finder()
    finder.block(body, set(), _NONE)
    return finder.found


class _Finder:
    """Collects the paths that are read, with whether something looks after their having no value.

    `own` are the names that the template has set itself, `sure` those that a test has proved to have a value.
    """

    def __init__(self) -> None:
        self.found: list[tuple[Path, bool]] = []

    def block(self, body: Sequence[tree.Node], own: set[str], sure: frozenset[str]) -> None:
        """Go through statements or expressions in order."""
        for node in body:
            if isinstance(node, tree.Assign):
                self.read(node.node, own, sure)
                assert isinstance(node.target, tree.Name)
                own.add(node.target.name)
            elif isinstance(node, tree.If):
                self._if(node, own, sure)
            elif isinstance(node, tree.For):
                self._for(node, own, sure)
            else:
                self.read(node, own, sure)

    def _if(self, node: tree.If, own: set[str], sure: frozenset[str]) -> None:
        """A name is the template's own after an `if` only where every branch has set it."""
        after: list[set[str]] = []
        for branch in (node, *node.elif_):
            true, false = _proofs(branch.test)
            self.read(branch.test, own, sure)
            after.append(set(own))
            self.block(branch.body, after[-1], sure | true)
            sure |= false
        after.append(set(own))
        self.block(node.else_, after[-1], sure)
        own |= set.intersection(*after)

    def _for(self, node: tree.For, own: set[str], sure: frozenset[str]) -> None:
        self.read(node.iter, own, sure)
        assert isinstance(node.target, tree.Name)
        if node.test is not None:
            self.read(node.test, own | {node.target.name}, sure)
        self.block(node.body, own | {node.target.name, "loop"}, sure)
        self.block(node.else_, set(own), sure)

    def read(self, node: tree.Node, own: set[str], sure: frozenset[str], guarded: bool = False) -> None:
        """Note every path read in an expression."""
        if isinstance(node, _NAMING):
            path, rest = _path(node)
            if path and path[0] not in own:
                self.found.append((path, guarded or path[0] in sure))
            for other in rest:
                self.read(other, own, sure, guarded)
        elif isinstance(node, _JOINING):
            true, false = _proofs(node.left)
            self.read(node.left, own, sure, guarded)
            self.read(node.right, own, sure | (true if isinstance(node, tree.And) else false), guarded)
        elif isinstance(node, tree.CondExpr):
            true, false = _proofs(node.test)
            self.read(node.test, own, sure, guarded)
            self.read(node.expr1, own, sure | true, guarded)
            if node.expr2 is not None:
                self.read(node.expr2, own, sure | false, guarded)
        elif not isinstance(node, tree.Const):
            for child in _read_by(node):
                looked_after = guarded or (_looks_after(node) and child is getattr(node, "node", None))
                self.read(child, own, sure, looked_after)


def _read_by(node: tree.Node) -> list[tree.Node]:
    """The parts of an expression that are worked out: of a call not the name of what is called."""
    if not isinstance(node, tree.Call):
        return list(node.iter_child_nodes())
    subject = [node.node.node] if isinstance(node.node, tree.Getattr) else []
    return [*subject, *node.args, *node.kwargs]


def _looks_after(node: tree.Node) -> bool:
    """Whether it does not mind that what it is asked about has no value."""
    return (isinstance(node, tree.Filter) and node.name == "default") or (
        isinstance(node, tree.Test) and node.name in ("defined", "undefined")
    )


def _path(node: tree.Node) -> tuple[Path, list[tree.Node]]:
    """The fixed path that `node` is, if it is one, and the expressions inside it that are read besides."""
    parts: list[str] = []
    rest: list[tree.Node] = []
    while isinstance(node, (tree.Getattr, tree.Getitem)):
        if isinstance(node, tree.Getattr):
            parts.append(node.attr)
        elif isinstance(node.arg, tree.Const) and isinstance(node.arg.value, str):
            parts.append(node.arg.value)
        else:
            # What a computed key leads to is not known: the path ends before it.
            parts = []
            rest.append(node.arg)
        node = node.node
    if isinstance(node, tree.Name):
        return (node.name, *reversed(parts)), rest
    return (), [node, *rest]

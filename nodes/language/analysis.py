"""What the compiler asks about an expression or a template without working it out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jinja2 import nodes as tree

from nodes.language.allowed import slot_ends
from nodes.language.readings import READINGS
from nodes.language.syntax import ENVIRONMENT, parse_expression, parse_template
from nodes.speechtext import spoken

Path = tuple[str, ...]


def check_expression(source: str) -> None:
    """Raise ExpressionError, saying what, where and the cure, unless `source` is a good expression."""
    parse_expression(source)


def check_template(source: str) -> None:
    """Raise ExpressionError, saying what, where and the cure, unless `source` is a good template."""
    parse_template(source)


def expression_names(source: str, needed: bool = False) -> frozenset[str]:
    """The names an expression reads; with `needed`, not those that `default` or `is defined` look after."""
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


def _paths(body: Sequence[tree.Node]) -> list[tuple[Path, bool]]:
    finder = _Finder()
    finder.block(body, set())
    return finder.found


class _Finder:
    """Collects the paths that are read, with whether something looks after their having no value."""

    def __init__(self) -> None:
        self.found: list[tuple[Path, bool]] = []

    def block(self, body: Sequence[tree.Node], own: set[str]) -> None:
        """Go through statements or expressions in order; `own` are the names they set themselves."""
        for node in body:
            if isinstance(node, tree.Assign):
                self.read(node.node, own, False)
                assert isinstance(node.target, tree.Name)
                own.add(node.target.name)
            elif isinstance(node, tree.If):
                self._if(node, own)
            elif isinstance(node, tree.For):
                self._for(node, own)
            else:
                self.read(node, own, False)

    def _if(self, node: tree.If, own: set[str]) -> None:
        """A name is the template's own after an `if` only where every branch has set it."""
        after: list[set[str]] = []
        for branch in (node, *node.elif_):
            self.read(branch.test, own, False)
            after.append(set(own))
            self.block(branch.body, after[-1])
        after.append(set(own))
        self.block(node.else_, after[-1])
        own |= set.intersection(*after)

    def _for(self, node: tree.For, own: set[str]) -> None:
        self.read(node.iter, own, False)
        assert isinstance(node.target, tree.Name)
        inside = own | {node.target.name, "loop"}
        if node.test is not None:
            self.read(node.test, own | {node.target.name}, False)
        self.block(node.body, inside)
        self.block(node.else_, set(own))

    def read(self, node: tree.Node, own: set[str], guarded: bool) -> None:
        """Note every path read in an expression."""
        if isinstance(node, tree.Name | tree.Getattr | tree.Getitem):
            path, rest = _path(node)
            if path and path[0] not in own:
                self.found.append((path, guarded))
            for other in rest:
                self.read(other, own, guarded if other is rest[0] and not path else False)
            return
        if isinstance(node, tree.Call):
            children = [*node.args, *node.kwargs]
            if isinstance(node.node, tree.Getattr):
                children.insert(0, node.node.node)
            for child in children:
                self.read(child, own, False)
            return
        looked_after = (isinstance(node, tree.Filter) and node.name == "default") or (
            isinstance(node, tree.Test) and node.name in ("defined", "undefined")
        )
        for child in node.iter_child_nodes():
            inner = looked_after and child is node.node  # type: ignore[attr-defined]
            self.read(child, own, inner)


def _path(node: tree.Node) -> tuple[Path, list[tree.Node]]:
    """The fixed path that `node` is, if it is one, and the expressions inside it that are read besides."""
    parts: list[str] = []
    rest: list[tree.Node] = []
    while isinstance(node, tree.Getattr | tree.Getitem):
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

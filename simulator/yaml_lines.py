"""Reads YAML into plain data and remembers the line of everything, so that errors can point at it."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

import yaml

from simulator.errors import ScriptError, ScriptProblem
from simulator.yaml_words import in_chinese

MAX_BYTES = 1_000_000
"""The largest script, in bytes."""

MAX_DEPTH = 40
"""The deepest nesting."""

_NULL, _INT = "tag:yaml.org,2002:null", "tag:yaml.org,2002:int"
_NO_NUMBER = re.compile(r"[-+]?0[0-9]|.*:")
"""What YAML 1.1 takes for an octal or a sexagesimal number, and an author for a text."""

_LOST = re.compile(r"[ \t]*#[-0-9*#A-Da-d!>\s]*")

Place = tuple[str | int, ...]
"""Where a value stands: keys and numbers of list items from the outside in."""


class Located:
    """Data and where it stood; `lines` count from 1."""

    def __init__(self, file: str, data: Any, lines: dict[Place, int]) -> None:
        self.file = file
        self.data = data
        self.lines = lines

    def line(self, place: Place) -> int:
        """The line of `place`, or of the nearest thing around it."""
        while place not in self.lines and place:
            place = place[:-1]
        return self.lines.get(place, 1)


def read_yaml(
    text: str,
    file: str,
    words: Collection[str] = (),
    tables: Collection[str] = (),
    keys: Collection[str] = (),
) -> Located:
    """The one document in `text`.

    Below the keys `words` every value stays as it was written, so that `press: 0012` is four keys and no
    number; in the mappings `tables` their own values do, not what is deeper. Nowhere is `0571` octal or
    `12:30` a number. After the values of `keys` (telephone keys) a comment of telephone keys is refused:
    `press: 1 #` would be `press: 1`. Aliases are refused: they make a small file large. Raises ScriptError.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise _error(
            file,
            0,
            f"the script is larger than {MAX_BYTES} bytes: divide it",
            f"脚本超过 {MAX_BYTES} 字节：分成几个",
        )
    loader = _loader(text, file)
    try:
        node = _quickly(text) or loader.get_single_node()
        reader = _Reader(loader, text, file, (frozenset(words), frozenset(tables), frozenset(keys)))
        data = None if node is None else reader.value(node, (), False)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        why = str(error.problem)
        raise _error(file, line, f"not YAML: {why}", f"不是 YAML：{in_chinese(why)}") from error
    except yaml.YAMLError as error:
        why = " ".join(str(error).split())[:200]
        raise _error(file, 0, f"not YAML: {why}", f"不是 YAML：{why}") from error
    except RecursionError as error:
        raise _deep(file, 0) from error
    finally:
        loader.dispose()
    return Located(file, data, reader.lines)


def _quickly(text: str) -> yaml.Node | None:
    """The document as libyaml reads it, ten times as fast; None for what PyYAML itself should look at.

    That is what libyaml refuses, of which PyYAML has more to say, and what is nested so deeply that it would
    take the interpreter down with it.
    """
    if not yaml.__with_libyaml__:
        return None
    depth = 0
    try:
        for event in yaml.parse(text, yaml.CSafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                return None
        return yaml.compose(text, yaml.CSafeLoader)
    except yaml.YAMLError:
        return None


def _loader(text: str, file: str) -> yaml.SafeLoader:
    try:
        return yaml.SafeLoader(text)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        sign = f"U+{error.character:04X}"
        raise _error(
            file, line, f"not YAML: the character {sign} is not allowed", f"不是 YAML：不允许字符 {sign}"
        ) from error


class _Reader:
    """Turns nodes into data; `bare`: a plain value stays text."""

    def __init__(
        self, loader: yaml.SafeLoader, text: str, file: str, sorts: tuple[frozenset[str], ...]
    ) -> None:
        self._loader = loader
        self._text = text
        self._file = file
        self._words, self._tables, self._keys = sorts
        self._seen: set[int] = set()
        self.lines: dict[Place, int] = {}

    def value(self, node: yaml.Node, place: Place, bare: bool) -> Any:
        line = node.start_mark.line + 1
        self.lines[place] = line
        if id(node) in self._seen:
            raise _error(
                self._file,
                line,
                "an alias (*name) is not allowed here: write it out",
                "这里不允许别名（*name）：写出来",
            )
        if len(place) > MAX_DEPTH:
            raise _deep(self._file, line)
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place, bare)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*place, n), bare) for n, item in enumerate(node.value)]
        return self._scalar(node, line, bare)

    def _scalar(self, node: yaml.Node, line: int, bare: bool) -> Any:
        if (bare and node.tag != _NULL) or (node.tag == _INT and _NO_NUMBER.match(node.value)):
            return str(node.value)
        try:
            return self._loader.construct_object(node)
        except (ValueError, OverflowError) as error:
            shown = repr(str(node.value)[:60])
            raise _error(
                self._file, line, f"{shown} is no value: {error}", f"{shown} 不是值：{error}"
            ) from error

    def _mapping(self, node: yaml.MappingNode, place: Place, bare: bool) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if not isinstance(key_node, yaml.ScalarNode):
                raise _error(self._file, key_node.start_mark.line + 1, "a key must be a word", "键应为一个词")
            if key in data:
                line, shown = key_node.start_mark.line + 1, key[:60]
                raise _error(self._file, line, f"'{shown}' stands here twice", f"“{shown}”在这里写了两次")
            if key in self._keys:
                self._no_lost_keys(value_node)
            own = isinstance(value_node, yaml.ScalarNode) and bool(place) and place[-1] in self._tables
            data[key] = self.value(value_node, (*place, key), bare or own or key in self._words)
            self.lines[*place, key] = key_node.start_mark.line + 1
        return data

    def _no_lost_keys(self, node: yaml.Node) -> None:
        mark = node.end_mark
        rest = self._text[mark.index :].partition("\n")[0]
        if isinstance(node, yaml.ScalarNode) and not node.style and _LOST.fullmatch(rest):
            message = 'what follows a blank and # is a comment: write the keys in quotes, "1 #"'
            zh = '空格加 # 之后是注释：给按键加上引号，"1 #"'
            raise _error(self._file, mark.line + 1, message, zh)


def plain_value(text: str) -> Any:
    """What `text` would be if it stood in a script without quotes: a number, a date, yes or no, a text."""
    loader = yaml.SafeLoader("")
    tag: str = loader.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    if tag == _INT and _NO_NUMBER.match(text):
        return text
    try:
        return loader.construct_object(yaml.ScalarNode(tag, text))
    except (ValueError, OverflowError, yaml.YAMLError):
        return text


def _deep(file: str, line: int) -> ScriptError:
    return _error(file, line, f"nested deeper than {MAX_DEPTH} levels", f"嵌套超过 {MAX_DEPTH} 层")


def _error(file: str, line: int, message: str, zh: str) -> ScriptError:
    return ScriptError([ScriptProblem(file, line, message, zh)])

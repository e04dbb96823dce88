"""Liquid, in which Twilio Studio writes values, as our expressions and templates where it is simple."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flows.imports.draft import as_template, literal

LONGEST = 2_000
"""Characters of one `{{ }}`."""

Named = Callable[[str], str | None]
"""What a path such as `widgets.ask.Digits` is here: an expression; None for one that has no equivalent."""

_PART = re.compile(r"(\{\{-?.*?-?\}\}|\{%-?.*?-?%\})", re.S)
_TOKEN = re.compile(
    r"\s*(?:(?P<text>'[^']*'|\"[^\"]*\")|(?P<number>-?\d+(?:\.\d+)?)|(?P<path>[A-Za-z_][\w.\-]*(?:\[[^\]]*\])*)"
    r"|(?P<operator>==|!=|<>|>=|<=|>|<))"
)
_WORDS = {"true": "true", "false": "false", "nil": "none", "null": "none", "blank": "''", "empty": "''"}
_OPERATORS = {"==": "==", "!=": "!=", "<>": "!=", ">": ">", "<": "<", ">=": ">=", "<=": "<="}
_SAME: Mapping[str, str] = {
    "upcase": "upper",
    "downcase": "lower",
    "strip": "trim",
    "size": "length",
    "first": "first",
    "last": "last",
    "url_encode": "urlencode",
    "reverse": "reverse",
    "uniq": "unique",
    "abs": "abs",
}
_WITH: Mapping[str, tuple[str, int]] = {
    "default": ("default", 1),
    "replace": ("replace", 2),
    "split": ("split", 1),
    "join": ("join", 1),
    "round": ("round", 1),
}
_SUMS = {"plus": "+", "minus": "-", "times": "*", "divided_by": "/", "modulo": "%"}


class NotSimple(Exception):
    """Something that has no equivalent here: `what`."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what.strip()


@dataclass(frozen=True, slots=True)
class Liquid:
    """Translates with the names that a document has; `reading` says how a value of a path is read out."""

    named: Named
    reading: Callable[[str], str]

    def template(self, text: str) -> str:
        """A template that writes what `text` writes. Raises NotSimple."""
        return self._template(text, speech=False)

    def speech(self, text: str) -> str:
        """The same for words that are spoken: every value says how it is read. Raises NotSimple."""
        return self._template(text, speech=True)

    def expression(self, text: str) -> str:
        """An expression for the value of `text`. Raises NotSimple."""
        parts = [part for part in _PART.split(text) if part]
        if any(part.startswith("{%") for part in parts):
            raise NotSimple(next(part for part in parts if part.startswith("{%")))
        several = len(parts) > 1
        made = [
            _wrapped(self.value(part[2:-2]), several) if part.startswith("{{") else literal(part)
            for part in parts
        ]
        return " ~ ".join(made) or "''"

    def value(self, text: str) -> str:
        """An expression for what stands between `{{` and `}}`. Raises NotSimple."""
        if len(text) > LONGEST:
            raise NotSimple(text[:60])
        first, *filters = _split(text.strip().strip("-"), "|")
        made = self._operand(first)
        for one in filters:
            made = self._filtered(made, one)
        return made

    def _template(self, text: str, *, speech: bool) -> str:
        made: list[str] = []
        for part in _PART.split(text):
            if part.startswith("{{"):
                value = self.value(part[2:-2])
                made.append(f"{{{{ {value}|{self.reading(part)} }}}}" if speech else f"{{{{ {value} }}}}")
            elif part.startswith("{%"):
                made.append(self._tag(part))
            else:
                made.append(as_template(part))
        return "".join(made)

    def _tag(self, text: str) -> str:
        word, _, rest = text[2:-2].strip().strip("-").strip().partition(" ")
        if word in ("if", "elsif"):
            return f"{{% {'elif' if word == 'elsif' else 'if'} {self.condition(rest)} %}}"
        if word == "unless":
            return f"{{% if not ({self.condition(rest)}) %}}"
        if word in ("else", "endif", "endunless"):
            return "{% endif %}" if word.startswith("end") else "{% else %}"
        raise NotSimple(text)

    def condition(self, text: str) -> str:
        """The expression for a condition. Raises NotSimple."""
        words: list[str] = []
        for one in re.split(r"\s+(and|or)\s+", text.strip()):
            words.append(one if one in ("and", "or") else self._comparison(one))
        return " ".join(words)

    def _comparison(self, text: str) -> str:
        contains = re.fullmatch(r"(.+?)\s+contains\s+(.+)", text.strip())
        if contains:
            return f"{self._operand(contains.group(2))} in {self._operand(contains.group(1))}"
        found = re.fullmatch(r"(.+?)\s*(==|!=|<>|>=|<=|>|<)\s*(.+)", text.strip())
        if found:
            left, right = self._operand(found.group(1)), self._operand(found.group(3))
            return f"{left} {_OPERATORS[found.group(2)]} {right}"
        return self._operand(text)

    def _operand(self, text: str) -> str:
        token = _TOKEN.fullmatch(text.rstrip())
        if token is None:
            raise NotSimple(text)
        if token["text"]:
            return literal(token["text"][1:-1])
        if token["number"]:
            return token["number"]
        path = token["path"] or ""
        if path in _WORDS:
            return _WORDS[path]
        named = self.named(path) if path else None
        if named is None:
            raise NotSimple(path or text)
        return named

    def _filtered(self, value: str, text: str) -> str:
        name, _, rest = text.strip().partition(":")
        arguments = [self._operand(one) for one in _split(rest, ",")] if rest.strip() else []
        count = len(arguments)
        wrapped = f"({value})" if re.search(r"\s[-+*/%~]\s", value) else value
        if name in _SAME and not count:
            return f"{wrapped}|{_SAME[name]}"
        if name in _WITH and count <= _WITH[name][1]:
            return f"{wrapped}|{_WITH[name][0]}" + (f"({', '.join(arguments)})" if count else "")
        if name in _SUMS and count == 1:
            return f"{wrapped}|float {_SUMS[name]} {arguments[0]}"
        if name == "remove" and count == 1:
            return f"{wrapped}|replace({arguments[0]}, '')"
        if name in ("append", "prepend") and count == 1:
            both = (wrapped, arguments[0]) if name == "append" else (arguments[0], wrapped)
            return f"{both[0]} ~ {both[1]}"
        if name == "slice" and 1 <= count <= 2 and all(one.isdigit() for one in arguments):
            start = int(arguments[0])
            return f"{wrapped}[{start}:{start + (int(arguments[1]) if count == 2 else 1)}]"
        raise NotSimple(f"| {text.strip()}")


def fixed_words(text: str) -> str:
    """`text` without its Liquid."""
    return " ".join(" ".join(part for part in _PART.split(text) if not part.startswith(("{{", "{%"))).split())


def _wrapped(expression: str, several: bool) -> str:
    """`expression` so that it can stand beside others."""
    return (
        f"({expression})"
        if several and re.search(r"\s[-+*/%~<>=]|\s(in|and|or)\s", expression)
        else expression
    )


def paths(text: str) -> set[str]:
    """Every path that the Liquid in `text` names."""
    found: set[str] = set()
    for part in _PART.findall(text):
        bare = re.sub(r"'[^']*'|\"[^\"]*\"", " ", part[2:-2])
        found.update(path for path in re.findall(r"[A-Za-z_][\w\-]*(?:\.[\w\-]+)+", bare))
    return found


def _split(text: str, mark: str) -> list[str]:
    """`text` cut at `mark`, except within quotes."""
    return re.split(rf"{re.escape(mark)}(?=(?:[^'\"]|'[^']*'|\"[^\"]*\")*$)", text)

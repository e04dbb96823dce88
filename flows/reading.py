"""What every part of reading a flow file needs: attributes, texts, and complaints with their place."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import replace

from flows.codes import file as codes
from flows.codes.table import Code
from flows.element import Element
from flows.problems import SHOWN, Report, short
from nodes.kinds import IDENTIFIER

BLANKS = " \t\r\n"
"""What XML calls white space; other blanks, such as a wide one, belong to a text."""

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
"""`xml:space="preserve"` keeps white space around a text that otherwise goes."""

_A_SLIP = 0.8
"""How alike (difflib's ratio) two names of elements are of which one was meant for the other."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")
_IDENTIFIER = re.compile(IDENTIFIER)
_YES = {"yes": True, "no": False}


class Reading:
    """Reads attributes and texts of elements and notes what is wrong with them."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.node = ""
        """The node being read, for the place of a problem."""

    def add(self, code: Code, line: int, *, node: str = "", **values: object) -> None:
        """Note a problem of the node being read."""
        self.report.add(code, line, node=node or self.node, **values)  # type: ignore[arg-type]

    def required(self, element: Element, name: str) -> str:
        """An attribute that must be there and not be empty."""
        value = element.attributes.get(name, "")
        if not value:
            self.add(codes.MISSING_ATTRIBUTE, element.line, element=element.tag, attribute=name)
        return value

    def identifier(self, element: Element, name: str) -> str:
        """A required attribute that is an identifier; what is none is reported and given all the same."""
        value = element.attributes.get(name, "")
        if not _IDENTIFIER.fullmatch(value) and self.required(element, name):
            self.add(codes.BAD_ID, element.line, value=short(value))
        return value

    def language(self, element: Element, name: str) -> str:
        """An attribute that is a language tag, or is not there."""
        value = element.attributes.get(name, "")
        if value and not _LANGUAGE.fullmatch(value):
            self.bad(element, name, zh="语言标记，如 zh-CN、en", en="a language tag such as zh-CN or en")
        return value

    def yes(self, element: Element, name: str, default: bool) -> bool:
        """An attribute that says yes or no."""
        value = element.attributes.get(name)
        if value is None:
            return default
        if value not in _YES:
            self.bad(element, name, zh=" yes 或 no", en="yes or no")
        return _YES.get(value, default)

    def whole(self, element: Element, name: str, default: int, least: int, most: int) -> int:
        """An attribute that is a whole number from `least` to `most`."""
        value = element.attributes.get(name)
        if value is None:
            return default
        if re.fullmatch(r"[0-9]{1,9}", value) and least <= int(value) <= most:
            return int(value)
        self.bad(element, name, zh=f"{least} 到 {most} 的整数", en=f"a whole number from {least} to {most}")
        return default

    def text(self, element: Element) -> str:
        """The text of an element that holds nothing else, without white space around unless it is kept."""
        if element.children:
            self.misplaced(element, element.children[0])
        if element.attributes.get(SPACE) == "preserve":
            return element.text
        return element.text.strip(BLANKS)

    def no_text(self, element: Element) -> None:
        """See that no text stands between the children of `element`."""
        if element.text and element.text.strip(BLANKS):
            self._stray(element, element.text, element.line)
        for child in element.children:
            if child.tail and child.tail.strip(BLANKS):
                self._stray(element, child.tail, child.line)

    def _stray(self, element: Element, text: str, line: int) -> None:
        words = text.strip(BLANKS)
        line += text[: text.index(words[0])].count("\n")
        self.add(codes.STRAY_TEXT, line, element=element.tag, text=short(words))

    def container(self, element: Element, tags: Sequence[str], attributes: Sequence[str] = ()) -> None:
        """See that `element` holds only these elements and attributes, and no text."""
        self.no_text(element)
        self.only(element, attributes)
        for child in element.children:
            if child.tag not in tags:
                self.misplaced(element, child)

    def leaf(self, element: Element, attributes: Sequence[str]) -> None:
        """See that `element` has only these attributes and holds nothing."""
        if element.children or element.text:
            self.container(element, (), attributes)
        else:
            self.only(element, attributes)

    def only(self, element: Element, attributes: Sequence[str]) -> None:
        """See that `element` has only these attributes."""
        for name in element.attributes:
            if name not in attributes and name != SPACE:
                shown = short(name.rpartition("}")[2])
                self.add(codes.MISPLACED, element.line, element=element.tag, what=shown)

    def unknown_attributes(self, element: Element, known: Sequence[str]) -> dict[str, str]:
        """The attributes that are not known, to be kept; those without a namespace are reported."""
        unknown = {name: value for name, value in element.attributes.items() if name not in known}
        for name in unknown:
            if not name.startswith("{"):
                self.add(codes.UNKNOWN_ATTRIBUTE, element.line, element=element.tag, attribute=short(name))
        return unknown

    def meant(self, element: Element, known: Sequence[str]) -> Element:
        """`element`, or, where its name is a slip of the pen, the same with the name that was meant.

        That is reported, and what hangs on it need not be.
        """
        if element.foreign or element.tag in known:
            return element
        near = difflib.get_close_matches(element.tag[:SHOWN].lower(), known, 1, _A_SLIP)
        if not near:
            return element
        self.add(codes.MISTYPED_ELEMENT, element.line, element=short(element.tag), meant=near[0])
        return replace(element, tag=near[0])

    def kept(self, element: Element, elements: tuple[Element, ...]) -> tuple[Element, ...]:
        """`elements` and one more that is not known; one without a namespace of its own is reported."""
        if not element.foreign:
            self.add(codes.UNKNOWN_ELEMENT, element.line, element=short(element.tag))
        return (*elements, without_tail(element))

    def misplaced(self, element: Element, child: Element) -> None:
        """Note an element that cannot be kept where it stands."""
        shown = f"<{short(child.tag.rpartition('}')[2])}>"
        self.add(codes.MISPLACED, child.line, element=element.tag, what=shown)

    def twice(self, element: Element, what: str) -> None:
        """Note something that was given before."""
        self.add(codes.DUPLICATE, element.line, what=short(what))

    def too_many(self, element: Element, limit: int, zh: str, en: str) -> None:
        """Note that a bound was passed."""
        self.report.add(codes.TOO_MANY, element.line, node=self.node, zh={"what": zh}, what=en, limit=limit)

    def bad(self, element: Element, attribute: str, zh: str, en: str) -> None:
        """Note an attribute that is not what it should be; `zh` and `en` say what that is."""
        value = short(element.attributes.get(attribute, ""))
        self.report.add(
            codes.BAD_ATTRIBUTE,
            element.line,
            node=self.node,
            zh={"wanted": zh},
            attribute=attribute,
            value=value,
            wanted=en,
        )


def without_tail(element: Element) -> Element:
    """`element` without the text behind it, which belongs to its parent."""
    if not element.tail:
        return element
    return Element(element.tag, element.attributes, element.text, element.children, "", element.line)

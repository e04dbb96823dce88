"""One element of an XML file as a plain record: what reading, migrating and writing hand to each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

NAMESPACE = "urn:callwright:flow"
"""The namespace of every element of a flow file."""


@dataclass(slots=True)
class Element:
    """An element: names of other namespaces are written `{namespace}name`, ours without. Nobody changes one.

    `text` stands before the first child, `tail` after the element's own end; both exactly as in the file.
    """

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    children: tuple[Element, ...] = ()
    tail: str = ""
    line: int = field(default=0, compare=False)

    @property
    def foreign(self) -> bool:
        """Whether it belongs to another namespace."""
        return self.tag.startswith("{")

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in the order of the file."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(element.children))

"""Every exception that leaves this room; whatever is wrong with a flow itself is a Problem, not an exception.

Exception
└── FlowsError
    ├── WriteError       a document cannot be written as a file
    └── ReleaseError     a package is no release that this program can run
"""

from __future__ import annotations


class FlowsError(Exception):
    """The root of what reading, writing and packing may raise."""


class WriteError(FlowsError):
    """A document holds something that no flow file can hold; `node` says where, empty for the flow itself."""

    def __init__(self, message: str, node: str = "") -> None:
        super().__init__(message)
        self.node = node


class ReleaseError(FlowsError):
    """A package is damaged, too large, of a newer format, or needs node types that are not installed."""

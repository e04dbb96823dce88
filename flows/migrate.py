"""Older formats of a flow file made into the present one, step by step."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flows.element import Element

Migration = Callable[[Element], Element]
"""From the root element of one format to that of the next; pure, and never changed once it has shipped."""

MIGRATIONS: tuple[Migration, ...] = ()
"""The first makes format 2 out of format 1, and so on; new ones are appended."""


def present_format(migrations: Sequence[Migration] = MIGRATIONS) -> int:
    """The format that this program writes."""
    return len(migrations) + 1


def migrate(root: Element, format_: int, migrations: Sequence[Migration] = MIGRATIONS) -> Element:
    """`root`, written in `format_`, as the present format has it."""
    for migration in migrations[format_ - 1 :]:
        root = migration(root)
    return root

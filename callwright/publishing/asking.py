"""Asks the person at the terminal before something goes live."""

from __future__ import annotations

import sys

import click

from callwright.errors import Misuse
from callwright.words import words


def somebody() -> bool:
    """Whether there is a person who can be asked."""
    return sys.stdin is not None and sys.stdin.isatty()


def need_somebody() -> None:
    """Raises Misuse if there is nobody to ask."""
    if not somebody():
        raise Misuse(
            words(
                zh="这里没有终端，无法询问是否发布",
                en="there is no terminal at which to ask whether to publish",
            ),
            words(
                zh="确定要发布就加 --yes，只看改动用 --dry-run",
                en="add --yes to publish, or --dry-run to look only",
            ),
        )


def agreed(question: str) -> bool:
    """Whether the person says yes; no is meant where nothing is said."""
    return bool(click.confirm(question, default=False, err=True))

"""`-k EXPR`: which names an expression means."""

from __future__ import annotations

import pytest

from callwright.errors import Misuse
from callwright.testing.choosing import chosen_by

NAME = "flows/main.calls.yaml: At night, silence (and nobody) 按错键"


@pytest.mark.parametrize(
    ("expression", "fits"),
    [
        ("silence", True),
        ("SILENCE", True),
        ("按错", True),
        ("at night", True),
        ("night at", False),
        ("silence and night", True),
        ("silence and day", False),
        ("silence or day", True),
        ("not day", True),
        ("not silence", False),
        ("not (day or noon)", True),
        ("day or not noon and silence", True),
        ("(day or silence) and night", True),
        ("'and nobody'", True),
        ('"silence (and"', True),
        ("not not silence", True),
        ("main.calls", True),
    ],
)
def test_what_an_expression_means(expression: str, fits: bool) -> None:
    assert chosen_by(expression)(NAME) is fits


@pytest.mark.parametrize("expression", ["and", "a and", "(a", "a)", "not", "or a", "'a", "()", " "])
def test_what_is_no_expression(expression: str) -> None:
    with pytest.raises(Misuse):
        chosen_by(expression)

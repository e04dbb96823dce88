"""Where recordings lie: values from outside are parts of names and lead nowhere else."""

from __future__ import annotations

import re

import pytest

from nodes.places import LONGEST_PART, safe_part

VALUES = {
    "plain": ("TS-2026.01", "TS-2026.01"),
    "chinese": ("市长信箱", "市长信箱"),
    "climbing": ("../../etc/passwd", "_.._etc_passwd"),
    "dots": ("...", "_"),
    "hidden": (".ssh", "ssh"),
    "nothing": ("  ", "_"),
    "syntax": ("a b;c|d${e}\n'f'", "a_b_c_d__e___f_"),
    "long": ("x" * 500, "x" * LONGEST_PART),
}


@pytest.mark.parametrize(("value", "part"), VALUES.values(), ids=VALUES)
def test_a_value_becomes_part_of_a_name(value: str, part: str) -> None:
    assert safe_part(value) == part
    assert re.fullmatch(r"[\w-][\w.-]*", safe_part(value))

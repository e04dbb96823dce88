"""Channel variables that hold data from outside: stored as text that nothing will ever run."""

from __future__ import annotations

import re

from engine.live.errors import UnsafeText

_NAME = re.compile(r"[A-Za-z0-9_.-]{1,128}\Z")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


def clean(text: str) -> str:
    """`text` without control characters, and with `${` as the switch itself disarms it (switch_caller.h)."""
    return _CONTROL.sub("", text).replace("${", "%{")


def set_variable(uuid: str, name: str, value: str) -> str:
    """The API command that sets one variable to any text. Raises UnsafeText for a name that is none.

    `uuid_setvar` parts its line at blanks and reads quotes and backslashes (switch_utils.c,
    separate_string_blank_delim): so the value is quoted, and a line feed is written `\\n`.
    """
    if not _NAME.match(name):
        raise UnsafeText(f"{name!r} is not the name of a channel variable: letters, digits, _ . - only")
    text = clean(value)
    if not text:
        return f"uuid_setvar {uuid} {name}"
    for character, escaped in (("\\", "\\\\"), ("'", "\\'"), ("\n", "\\n")):
        text = text.replace(character, escaped)
    return f"uuid_setvar {uuid} {name} '{text}'"

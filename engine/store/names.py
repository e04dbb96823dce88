"""What tenants, calendars, lists and flows may be called, and the zones and languages that there are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.services.clock import zone_named
from engine.store.errors import Refused
from nodes.errors import ServiceUnavailable

NAME = re.compile(r"\w[\w.-]{0,63}")
"""A name that needs no quotes on a command line; Chinese ones are welcome."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*")
_LONGEST_LANGUAGES = 200


def name_checked(what: str, name: str) -> str:
    """`name`, if it can be that of a `what` (tenant, calendar, list). Raises Refused."""
    if not NAME.fullmatch(name):
        raise Refused(f"{name[:80]!r} is no name of a {what}", "use letters, digits, - _ and . (64 at most)")
    return name


def text_checked(what: str, text: str, most: int) -> str:
    """`text`, if it is one line of at most `most` characters. Raises Refused."""
    if len(text) > most or not text.isprintable():
        raise Refused(
            f"the {what} {text[:40]!r}... cannot be kept", f"write one line of at most {most} characters"
        )
    return text


def zone_checked(zone: str) -> str:
    """`zone`, if it is empty or an IANA time zone. Raises Refused."""
    try:
        if zone:
            zone_named(zone)
    except ServiceUnavailable as error:
        raise Refused(f"there is no time zone {zone[:64]!r}", "write one such as Asia/Shanghai") from error
    return zone


def languages_checked(languages: Sequence[str]) -> Sequence[str]:
    """`languages`, if each is a language tag (BCP 47). Raises Refused."""
    for language in languages:
        if not _LANGUAGE.fullmatch(language):
            raise Refused(f"{language[:40]!r} is no language", "write one such as zh-CN or en")
    if len(" ".join(languages)) > _LONGEST_LANGUAGES:
        raise Refused("so many languages cannot be kept", "name fewer")
    return languages

"""Cuts telephone and case numbers into the groups in which people say them, whatever the language."""

import re

from sounds.reading.values import bad, text_of

_SEPARATORS = re.compile(r"[-\s/().,，、_]+")
_TELEPHONE = re.compile(r"\+?[0-9*#]+(?:\s*(?:转|ext\.?|x)\s*[0-9]+)?", re.ASCII | re.IGNORECASE)
_CASE = re.compile(r"[0-9A-Za-z*#]+", re.ASCII)


def fours(text: str) -> list[str]:
    """The text in groups of four; a last group of one joins the one before, since one alone gets lost."""
    cut = [text[i : i + 4] for i in range(0, len(text), 4)]
    if len(cut) > 1 and len(cut[-1]) == 1:
        cut[-2:] = [cut[-2] + cut[-1]]
    return cut


def telephone_groups(value: object) -> list[str]:
    """The groups of a telephone number: as written apart, else 3-4-4 and the like; raises ReadingError."""
    text = text_of(value)
    parts = [part for part in _SEPARATORS.split(text) if part]
    if not parts or not _TELEPHONE.fullmatch("".join(parts)):
        raise bad(value, "a telephone number", "give digits, for example 13800138000 or 010-62345678")
    groups: list[str] = []
    for part in parts:
        for run in re.findall(r"\+[0-9]+|[0-9*#]+", part):
            groups.extend(_telephone_run(run))
    return groups


def _telephone_run(run: str) -> list[str]:
    """One unbroken run of a telephone number in its groups."""
    if run.startswith("+86") and len(run) > 5:
        return ["+86", *_telephone_run(run[3:])]
    size = len(run)
    if size <= 5 or run.startswith("+"):
        return [run] if size <= 5 else fours(run)
    if size == 11 and run[0] == "1":
        cuts = [3, 4, 4]
    elif run[:3] in ("400", "800") and size == 10:
        cuts = [3, 3, 4]
    elif run[0] == "0" and size >= 10:
        area = 3 if run[1] in "12" else 4
        return [run[:area], *_telephone_run(run[area:])]
    elif size in (6, 7):
        cuts = [3, size - 3]
    else:
        return fours(run)
    groups, at = [], 0
    for cut in cuts:
        groups.append(run[at : at + cut])
        at += cut
    return groups


def case_groups(value: object) -> list[str]:
    """The groups of a case number: cut where written apart and between letters and digits, then by four."""
    groups: list[str] = []
    for part in _SEPARATORS.split(text_of(value)):
        if part and not _CASE.fullmatch(part):
            raise bad(value, "a case number", "use letters a to z, digits, - and /")
        for run in re.findall(r"[A-Za-z]+|[0-9*#]+", part):
            groups.extend([run] if run.isalpha() else fours(run))
    if not groups:
        raise bad(value, "a case number", "use letters a to z, digits, - and /")
    return groups

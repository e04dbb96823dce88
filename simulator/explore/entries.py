"""What a caller may key in where a number is asked for: right ones, wrong ones, too short ones."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from nodes.input.digits import CITIZEN_ID_LENGTH, X_KEY, Digits
from nodes.input.validators import lengths
from simulator.explore import samples
from simulator.explore.choice import Option
from simulator.explore.doing import Doing, press


def entries(node: Digits, wished: Collection[Option]) -> Iterator[Option]:
    """The ways to answer `node`; `wished` are numbers with the exits further on that they may open."""
    keyed: set[str] = set()
    for option in (*wished, Option(_right(node))):
        keys = _ended(node, option.label)
        if option.label and keys not in keyed and _can_be_keyed(node, option.label):
            keyed.add(keys)
            yield press(keys, "valid", aims=option.aims)
    right = _right(node)
    if node.end_key and right and len(right) < _most(node):
        yield Option(f"press {right} and wait", Doing(keys=right), ("valid",))
    if node.min == 0 and node.end_key:
        yield press(node.end_key, "valid")
    for wrong in _wrong(node):
        if wrong not in keyed:
            keyed.add(wrong)
            yield press(wrong, "invalid")
    if node.cancel_key:
        yield press(node.cancel_key, "cancelled")


def _right(node: Digits) -> str:
    """A number that passes the check, as far as that can be known before a call."""
    least = max(1, node.min)
    match node.validator:
        case "lengths":
            fitting = [size for size in sorted(lengths(node.lengths)) if node.min <= size <= node.max]
            return samples.digits(fitting[0]) if fitting else ""
        case "pattern":
            return samples.matching(node.pattern) or samples.digits(least)
        case "date":
            return samples.day(node.date)
        case "telephone":
            return samples.telephone(node.telephone)
        case "citizen_id":
            return samples.citizen_id().replace("X", X_KEY)
        case "luhn":
            return samples.luhn(max(2, node.min))
    return samples.digits(least)


def _wrong(node: Digits) -> Iterator[str]:
    """Entries that do not pass."""
    right, least = _right(node), max(1, node.min)
    if node.end_key and least > 1:
        yield samples.digits(least - 1) + node.end_key
    if node.validator in ("luhn", "citizen_id"):
        last = "1" if right[-1:] != "1" else "2"
        yield _ended(node, right[:-1] + last)
    elif node.validator in ("date", "telephone", "pattern", "lengths"):
        yield _ended(node, "9" * max(least, len(right)))
        yield _ended(node, "0" * least)
        yield _ended(node, samples.digits(_most(node)))
    elif node.validator == "expression":
        yield _ended(node, "9" * least)
        yield _ended(node, "0" * least)
        yield _ended(node, samples.digits(_most(node)))


def _most(node: Digits) -> int:
    """The length at which an entry is complete by itself."""
    if node.validator == "citizen_id":
        return CITIZEN_ID_LENGTH
    if node.validator == "date":
        return len(node.date)
    if node.validator == "lengths" and node.lengths:
        return min(node.max, max(lengths(node.lengths)))
    return node.max


def _ended(node: Digits, entry: str) -> str:
    """`entry` with the key that ends it, if it needs one."""
    return entry if len(entry) >= _most(node) else entry + node.end_key


def _can_be_keyed(node: Digits, entry: str) -> bool:
    allowed = set(node.accept) | ({X_KEY} if node.validator == "citizen_id" else set())
    return set(entry) <= allowed and len(entry) <= node.max

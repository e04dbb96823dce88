"""What becomes of a value in a typed variable, as text, and on its way through JSON."""

import datetime
import json
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nodes.errors import ValueMismatch
from nodes.values import MAX_TEXT, VARIABLE_TYPES, brief, coerce, from_json, plain, text_of, to_json

DAY = datetime.date(2026, 1, 15)
MOMENT = datetime.datetime(2026, 1, 15, 17, 30, 5)
HERE = datetime.datetime(2026, 1, 15, 17, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))


@pytest.mark.parametrize(
    ("type_", "value", "wanted"),
    [
        ("text", 12, "12"),
        ("text", None, ""),
        ("text", True, "yes"),
        ("text", Decimal("1E+3"), "1000"),
        ("text", 0.1, "0.1"),
        ("text", DAY, "2026-01-15"),
        ("text", MOMENT, "2026-01-15 17:30:05"),
        ("text", HERE, "2026-01-15 17:30"),
        ("text", datetime.time(8), "08:00"),
        ("text", ["a", 1, None], "a, 1, "),
        ("number", "12", 12),
        ("number", " -0.50 ", Decimal("-0.50")),
        ("number", "1e3", Decimal(1000)),
        ("number", "007", 7),
        ("number", 0.1, Decimal("0.1")),
        ("number", True, 1),
        ("number", Decimal("2.5"), Decimal("2.5")),
        ("number", None, None),
        ("yesno", "Yes", True),
        ("yesno", "0", False),
        ("yesno", 2, True),
        ("yesno", Decimal(0), False),
        ("date", "2026-01-15", DAY),
        ("date", "20260115", DAY),
        ("date", "2026-01-15T17:30:05+08:00", DAY),
        ("date", "2026-01-15 17:30", DAY),
        ("date", MOMENT, DAY),
        ("time", "17:30", datetime.time(17, 30)),
        ("time", "1730", datetime.time(17, 30)),
        ("time", MOMENT, datetime.time(17, 30, 5)),
        ("time", "2026-01-15 17:30", datetime.time(17, 30)),
        ("time", datetime.time(8, tzinfo=datetime.UTC), datetime.time(8)),
        ("list", (1, 2), [1, 2]),
        ("list", [], []),
        ("row", {"a": 1}, {"a": 1}),
        ("rows", ({"a": 1},), [{"a": 1}]),
    ],
)
def test_coerce(type_: str, value: object, wanted: object) -> None:
    found = coerce(value, type_)
    assert found == wanted
    assert type(found) is type(wanted)


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        ("text", "x" * (MAX_TEXT + 1)),
        ("text", b"bytes"),
        ("text", object()),
        ("number", ""),
        ("number", "12a"),
        ("number", "1_000"),
        ("number", "0x10"),
        ("number", "１２a"),
        ("number", "nan"),
        ("number", "Infinity"),
        ("number", "1e99"),
        ("number", "9" * 41),
        ("number", 10**40),
        ("number", float("nan")),
        ("number", float("inf")),
        ("number", Decimal("NaN")),
        ("number", Decimal("1e40")),
        ("number", [1]),
        ("number", DAY),
        ("yesno", "maybe"),
        ("yesno", ""),
        ("yesno", []),
        ("date", "tomorrow"),
        ("date", "2026-02-30"),
        ("date", 20260115),
        ("date", "2026-01-15xyz"),
        ("time", "25:00"),
        ("time", 8),
        ("list", "abc"),
        ("list", b"abc"),
        ("list", {"a": 1}),
        ("list", 1),
        ("row", [1]),
        ("row", "a"),
        ("rows", [1]),
        ("rows", {"a": 1}),
    ],
)
def test_what_does_not_fit_is_refused_in_a_few_words(type_: str, value: object) -> None:
    with pytest.raises(ValueMismatch) as caught:
        coerce(value, type_)
    assert 0 < len(str(caught.value)) < 200


@pytest.mark.parametrize("type_", VARIABLE_TYPES)
def test_nothing_stays_nothing(type_: str) -> None:
    assert coerce(None, type_) == ("" if type_ == "text" else None)


class _Name(str):
    """A text with a hidden nature, as parsers give them."""


def test_plain_takes_off_what_is_hidden() -> None:
    assert type(plain(_Name("a"))) is str
    assert type(plain(0.5)) is Decimal
    assert plain(datetime.timedelta(minutes=1)) == 60
    assert plain(UUID(int=1)) == "00000000-0000-0000-0000-000000000001"
    assert plain(Decimal("1E-300")) == 0
    assert plain((1, 2)) == (1, 2)


def test_a_text_of_too_many_elements_is_refused() -> None:
    with pytest.raises(ValueMismatch):
        text_of(["x" * 1000] * 1000)
    with pytest.raises(ValueMismatch):
        nested: list[object] = []
        for _ in range(100):
            nested = [nested]
        text_of(nested)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("x" * 99, "'" + "x" * 56 + "'"),
        ([1] * 10**6, "a list of 1000000"),
        ({"a": 1}, "a row of 1"),
        (None, "nothing"),
        (10**500, "a number of more than 40 digits"),
        (DAY, "2026-01-15"),
        (Decimal("1.50"), "1.50"),
    ],
)
def test_brief(value: object, wanted: str) -> None:
    assert brief(value) == wanted


_SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.text(max_size=10),
    st.dates(),
    st.times(),
    st.datetimes(),
    st.datetimes(timezones=st.just(datetime.UTC)),
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9),
)
_KEYS = st.one_of(
    st.text(max_size=4), st.sampled_from(["$date", "$time", "$number", "$row", "$datetime", "$"])
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_KEYS, inner, max_size=2)),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(_VALUES)
def test_every_value_survives_json(value: object) -> None:
    back = from_json(json.loads(json.dumps(to_json(value))))
    assert back == value
    assert type(back) is type(value)


@pytest.mark.parametrize("row", [{"$date": "no date"}, {"$number": "x"}, {"$row": {"$date": "y"}}, {"$x": 1}])
def test_a_row_from_outside_that_looks_like_a_mark_stays_a_row(row: object) -> None:
    assert from_json(json.loads(json.dumps(to_json(row)))) == row


def test_a_list_of_any_kind_becomes_a_list() -> None:
    assert from_json(to_json({"a": (1, Decimal("1.5"))})) == {"a": [1, Decimal("1.5")]}

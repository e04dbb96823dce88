"""Every filter, test and function does what its page says."""

import pytest

from nodes.errors import ExpressionError
from nodes.expressions import check_expression, evaluate, render
from nodes.language.allowed import METHODS, method
from nodes.language.vocabulary import FILTERS, FUNCTIONS, TESTS, Word

WORDS = [*FILTERS.values(), *TESTS.values(), *FUNCTIONS.values()]


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.usage)
def test_the_example_gives_what_the_page_says(word: Word) -> None:
    assert render("{{ " + word.example + " }}", {}) == word.gives
    assert word.name in word.example


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.usage)
def test_every_word_has_both_languages_and_a_docstring(word: Word) -> None:
    assert word.zh
    assert word.en
    assert word.zh != word.en
    assert word.function.__doc__


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.usage)
def test_wrong_arguments_are_told_with_the_usage(word: Word) -> None:
    asked = {"filter": "'a'|{}{}", "test": "'a' is {}{}", "function": "{}{}"}[word.sort]
    with pytest.raises(ExpressionError) as caught:
        check_expression(asked.format(word.name, "(nosuch=1)"))
    assert word.usage in caught.value.cure


@pytest.mark.parametrize("name", METHODS)
def test_a_method_is_the_filter_or_test_of_its_name(name: str) -> None:
    arguments = {"split": "','", "replace": "'a', 'b'", "startswith": "'a'", "endswith": "'a'"}.get(name, "")
    word = method(name)
    written = f"|{word.name}" if word.sort == "filter" else f" is {word.name}"
    plain = f"x{written}({arguments})" if arguments else f"x{written}"
    assert evaluate(f"x.{name}({arguments})", {"x": " a,b "}) == evaluate(plain, {"x": " a,b "})


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("'ß'|upper", "SS"),
        ("'a  b'|split|length", 2),
        ("' a , b '|split(',')|first", " a "),
        ("''|split(',')|length", 1),
        ("'aXbX'|replace('X', '')", "ab"),
        ("'12345'|pad(3)", "12345"),
        ("none|length", 0),
        ("{'a': 1}|length", 1),
        ("'abc'|first", "a"),
        ("'abc'|reverse", "cba"),
        ("none|join", ""),
        ("['a', none, 1]|join('-')", "a--1"),
        ("[{'n': 'a'}, {'n': 'b'}]|join('-', 'n')", "a-b"),
        ("[{'n': 'a'}, {'n': 'a'}]|unique('n')|length", 1),
        ("[1, true, '1', date('2026-01-15')]|unique|length", 4),
        ("[3, 10, 2]|sort|first", 2),
        ("['b', 'a']|sort(reverse=true)|first", "b"),
        ("[]|sum", 0),
        ("[]|first is none", True),
        ("[date('2026-01-15'), date('2026-01-14')]|min == date('2026-01-14')", True),
        ("'2026-01-15 17:30'|format_date('H:mm')", "17:30"),
        ("'17:30'|format_date('HHmm')", "1730"),
        ("'20260115'|format_date('yy/M/d')", "26/1/15"),
        ("today|format_date(\"'日期' yyyy''\")", None),
        ("days_between('2026-02-01', '2026-01-15')", -17),
        ("1.005|round(2)", None),
        ("'' is empty and ' ' is empty and [] is empty and {} is empty and none is empty", True),
        ("0 is empty", False),
        ("1.5 is number and not (true is number) and not ('1' is number)", True),
        ("0 is even and -3 is odd and 2.0 is even and not (1.5 is odd)", True),
    ],
)
def test_corner(source: str, wanted: object) -> None:
    if wanted is None:
        assert evaluate(source, {"today": "2026-01-15"}) is not None
    else:
        assert evaluate(source, {}) == wanted

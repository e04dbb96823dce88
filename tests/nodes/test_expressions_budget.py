"""No expression can hold up an interpreter: what each may use is counted, not timed."""

import sys
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nodes.errors import BudgetExceeded, ExpressionError
from nodes.expressions import (
    attribute_paths,
    bare_values,
    check_expression,
    check_template,
    evaluate,
    expression_names,
    fixed_texts,
    render,
    speech_parts,
    template_names,
)
from nodes.language.budget import MAX_DEPTH, MAX_SOURCE, MAX_STEPS, Run
from nodes.language.compiled import expression, template
from nodes.prompts import Segment

MOST_EVENTS = 400_000
"""Calls and returns of Python functions, built-in ones included, that one evaluation may make."""

ROWS = [{"n": n, "t": "x" * 50} for n in range(1000)]
SCOPE: dict[str, Any] = {
    "big": "ab" * 32_000,
    "rows": ROWS,
    "m": 2**61 - 1,
    "deep": Decimal("1E-300"),
}

GREEDY_EXPRESSIONS = [
    "'a' * 300000000",
    "300000000 * 'a'",
    "'' * 10**39",
    "big * 2",
    "big ~ big",
    "big + big",
    "9 ** 9 ** 9",
    "(10 ** 39) ** 256",
    "2 ** 10 ** 9",
    "10 ** 39 * 10 ** 39",
    "1e30 ** 255.5",
    "range(10 ** 9)|length",
    "range(0, 10 ** 39, 10 ** 35)|length",
    "range(9999)|sort|first",
    "range(0, m * 4000, m)|unique|length",
    "range(10000)|join",
    "big|replace('a', 'bbbbbbbbbbbbbbbbbb')",
    "big|replace('', big)",
    "big|split('a')|length",
    "big|urlencode|length",
    "big is matches('(a+)+b')",
    "'x'|pad(10 ** 9)",
    "'%1000000000d' % 1",
    "('a' * 30000) in ('a' * 60000)",
    "rows|tojson",
    "rows|join",
    "[rows, rows, rows, rows, rows, rows]",
    "rows == rows",
    "rows + rows + rows + rows",
    "rows|map('t')|join|upper",
    "deep * deep * deep",
]
GREEDY_TEMPLATES = [
    "{% for i in range(9999) %}{% for j in range(9999) %}{{ i * j }}{% endfor %}{% endfor %}",
    "{% for i in range(9) %}" * 9 + "x" + "{% endfor %}" * 9,
    "{% set a = [1] %}" + "{% set a = [a, a] %}" * 300 + "{{ a }}",
    "{% set a = [1] %}" + "{% set a = a + a %}" * 300 + "{{ a|length }}",
    "{% set a = {'x': 1} %}" + "{% set a = {'x': a, 'y': a} %}" * 200 + "{{ a == a }}",
    "{% set a = 'a' %}" + "{% set a = a ~ a %}" * 300 + "{{ a }}",
    "{% set a = 'a' * 60000 %}{% for i in range(3000) %}{{ a|upper|length }}{% endfor %}",
    "{% set a = 'a' * 60000 %}{% for i in range(3000) %}{% if a ~ 'b' == a %}x{% endif %}{% endfor %}",
    "{% for i in range(3000) %}{% if big[:100] in big %}x{% endif %}{% endfor %}",
    "{% for i in range(900) %}" + "{{ 1.1 ** 0.5 }}" * 500 + "{% endfor %}",
    "{% for i in range(900) %}" + "y" * 9000 + "{% endfor %}",
    "{{ big }}{{ big }}",
    "{% for i in range(900) %}{{ ('a' * 500) is matches('[ab]*a[ab]{500}') }}{% endfor %}",
    "{% for r in rows %}{% for s in rows %}{{ r.n == s.n }}{% endfor %}{% endfor %}",
    "{% for r in rows %}{{ rows|map('n')|max }}{% endfor %}",
    "{% for i in range(2000) %}{{ [1, 2, 3, 4, 5, 6, 7, 8, 9]|tojson }}{% endfor %}",
    "".join(f"{{% set x{n} = 1 %}}" for n in range(400)) + "{% for i in range(9000) %}{{ i }}{% endfor %}",
    "{% for i in rows if rows|length and rows|first and rows|last %}{{ i.n }}{% endfor %}",
    "{% for c in big %}{{ c }}{% endfor %}",
]


def _events(work: Callable[[], object]) -> int:
    """How many function calls and returns `work` makes, once it is compiled and whatever it raises."""
    counted = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal counted
        counted += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    except ExpressionError:
        pass
    finally:
        sys.setprofile(before)
    return counted


@pytest.mark.parametrize("source", GREEDY_EXPRESSIONS)
def test_a_greedy_expression_ends_soon(source: str) -> None:
    expression(source)
    assert _events(lambda: evaluate(source, SCOPE)) < MOST_EVENTS


@pytest.mark.parametrize("source", GREEDY_TEMPLATES)
def test_a_greedy_template_ends_soon(source: str) -> None:
    template(source)
    assert _events(lambda: render(source, SCOPE)) < MOST_EVENTS
    assert _events(lambda: speech_parts(Segment("say", source), SCOPE)) < MOST_EVENTS


@pytest.mark.parametrize(
    "source",
    [
        "'a' * 300000000",
        "range(10 ** 9)|length",
        "range(9999)|sort|first",
        "big ~ big",
        "rows + rows + rows + rows",
    ],
)
def test_what_is_over_the_budget_says_so(source: str) -> None:
    with pytest.raises(BudgetExceeded) as caught:
        evaluate(source, SCOPE)
    assert caught.value.cure
    assert caught.value.cure_zh


def test_a_service_of_ordinary_size_is_within_the_budget() -> None:
    source = (
        "{% for r in rows|select('n')|sort('t') %}{{ loop.index }}. {{ r.t|upper|replace('X', '-') }}"
        "{% if r.n > 50 %}!{% endif %}{% endfor %}"
    )
    run = Run({"rows": ROWS[:100]})

    class Nowhere:
        def fixed(self, text: str) -> None:
            run.spend(1)

        def slot(self, value: object, reading: str) -> None:
            run.spend(1)

    template(source)(run, Nowhere())
    assert run.left > MAX_STEPS // 2


def test_a_prompt_of_too_many_parts_is_refused() -> None:
    with pytest.raises(BudgetExceeded, match="parts"):
        speech_parts(Segment("say", "{% for r in rows %}{{ r.n }}{% endfor %}"), SCOPE)


DEEP = [
    "(" * 4000 + "1" + ")" * 4000,
    "[" * 4000,
    "1" + "+1" * 4000,
    "not " * 2000 + "x",
    "-" * 9000 + "1",
    "x" + ".y" * 4000,
    "x" + "[0]" * 3000,
    "x" + "|upper" * 1500,
    "1 if 1 else " * 800 + "1",
]


@pytest.mark.parametrize("source", DEEP)
def test_deep_nesting_is_an_expression_error(source: str) -> None:
    for check in (check_expression, lambda text: evaluate(text, {}), expression_names, attribute_paths):
        with pytest.raises(ExpressionError, match=f"more than {MAX_DEPTH} deep"):
            check(source)
    with pytest.raises(ExpressionError, match=f"more than {MAX_DEPTH} deep"):
        check_template("{{ " + source + " }}")


def test_deeply_nested_values_are_an_expression_error() -> None:
    nested: list[object] = []
    for _ in range(10_000):
        nested = [nested]
    for source in ("x|tojson", "x == x2", "[x]", "x ~ ''", "x|join"):
        with pytest.raises(ExpressionError):
            evaluate(source, {"x": nested, "x2": [nested]})


def test_blocks_nested_deeply_are_an_expression_error() -> None:
    with pytest.raises(ExpressionError, match="deep"):
        check_template("{% if a %}" * 400 + "{% endif %}" * 400)


def test_a_source_that_is_too_long_is_refused() -> None:
    with pytest.raises(ExpressionError, match=f"more than {MAX_SOURCE}"):
        check_template("x" * (MAX_SOURCE + 1))
    check_template("x" * MAX_SOURCE)


NUMBERS = ["9" * 9000, "0x" + "f" * 9000, "1e999", "1_0" * 3000, "10 ** 40", "1" + "0" * 40]


@pytest.mark.parametrize("source", NUMBERS)
def test_a_number_of_too_many_digits_is_an_expression_error(source: str) -> None:
    with pytest.raises(ExpressionError):
        evaluate(source, {})


DOORS = [
    "''.__class__",
    "''.__class__.__mro__",
    "x.__init__.__globals__",
    "x|attr('__class__')",
    "[]|map('__class__')|list",
    "self",
    "self._TemplateReference__context",
    "lipsum.__globals__",
    "lipsum()",
    "cycler('a')",
    "namespace()",
    "joiner()",
    "dict(a=1)",
    "url_for()",
    "config",
    "request",
    "x.format('a')",
    "'{:>999999999}'.format(1)",
    "'%s'|format(x)",
    "x.encode()",
    "x.mro()",
    "x()",
    "(x)()",
    "x.upper()()",
    "x.upper(1)",
    "x.split(*[1])",
    "min(**{'a': 1})",
    "range(1, 2, 3, 4)",
    "x|upper(1)",
    "x|round(precision=1, precision=2)",
    "x|nosuch",
    "x is nosuch",
    "x|safe",
    "x|string",
    "caller()",
    "loop.cycle('a')",
    "super()",
    "varargs",
    "__import__('os')",
    "import os",
    "lambda: 1",
    "[i for i in x]",
    "x := 1",
    "x; y",
    "{{ x }}",
    "x }} {{ y",
    "{% set a = 1 %}",
    "",
    "   ",
    "\x00",
    "'\\ud800'",
    "'" + "\\",
    "x|digits",
    "x|matches(y)",
    "x is matches('(')",
    "x is matches('" + "a{900}" * 9 + "')",
    "x is matches('" + "a" * 1001 + "')",
]


@pytest.mark.parametrize("source", DOORS)
def test_there_is_no_door(source: str) -> None:
    with pytest.raises(ExpressionError):
        evaluate(source, {"x": "a", "y": "b"})


STATEMENTS = [
    "{% include 'a' %}",
    "{% extends 'a' %}",
    "{% import 'a' as b %}",
    "{% from 'a' import b %}",
    "{% macro a() %}{% endmacro %}",
    "{% call a() %}{% endcall %}",
    "{% block a %}{% endblock %}",
    "{% filter upper %}a{% endfilter %}",
    "{% set a %}b{% endset %}",
    "{% set a.b = 1 %}",
    "{% set a, b = 1, 2 %}",
    "{% set call = 1 %}",
    "{% set loop = 1 %}",
    "{% with a = 1 %}{% endwith %}",
    "{% autoescape true %}{% endautoescape %}",
    "{% for a in b recursive %}{% endfor %}",
    "{% for a, b in c %}{% endfor %}",
    "{% for now in c %}{% endfor %}",
    "{% do a %}",
    "{% break %}",
    "{% debug %}",
    "{% trans %}{% endtrans %}",
    "{{ (x|digits)|upper }}",
    "{{ x|digits ~ 'a' }}",
    "{{ x|digits('a') }}",
    "{% if x|digits %}{% endif %}",
    "{{ call }}",
    "{{ 'a' ~ line }}",
    "{% for a in last %}{% endfor %}",
]


@pytest.mark.parametrize("source", STATEMENTS)
def test_what_no_author_needs_is_refused(source: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        check_template(source)
    assert caught.value.cure
    assert caught.value.cure_zh


def _any_of(*lines: str) -> st.SearchStrategy[str]:
    """Any of the words on the lines, which blanks part."""
    return st.sampled_from([word for line in lines for word in line.split(" ")])


_WORDS = _any_of(
    "x n rows big call.caller now 1 2.5 'a' '' none true ( ) [ ] { } , : . | ~ + - * / // % ** == !=",
    "< <= in not and or is if else for endfor set endif upper int round(2) sort map('n') default(1)",
    "defined matches('a') digits range(3) {{ }} {% %} {# #} loop.index = 你好 \\ \" \ud800 \x00",
)
_TEXTS = st.one_of(st.text(max_size=60), st.lists(_WORDS, max_size=25).map(" ".join))
_VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(10**45), 10**45),
        st.floats(),
        st.decimals(),
        st.text(max_size=20),
        st.dates(),
        st.times(),
        st.datetimes(),
        st.binary(max_size=3),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(source=_TEXTS, x=_VALUES, n=_VALUES)
def test_any_text_raises_nothing_but_expression_errors(source: str, x: object, n: object) -> None:
    scope = {"x": x, "n": n, "rows": ROWS[:3], "big": "ab"}
    asks: list[Callable[[], object]] = [
        lambda: evaluate(source, scope),
        lambda: render(source, scope),
        lambda: render("{{ " + source + " }}", scope),
        lambda: speech_parts(Segment("say", source), scope),
        lambda: speech_parts(Segment("value", source, reading="digits"), scope),
        lambda: expression_names(source),
        lambda: template_names(source),
        lambda: attribute_paths(source, template=True),
        lambda: bare_values(source),
        lambda: fixed_texts(source),
    ]
    for ask in asks:
        try:
            ask()
        except ExpressionError as reason:
            assert str(reason)


_OPERATORS = _any_of("+ - * / // % ** ~ == != < <= > >= in and or")
_FILTERS = _any_of(
    "upper lower trim length int float round abs first last reverse join sort unique min max sum tojson",
    "urlencode default('x') map('n') select('n') reject('n') split(',') pad(3) replace('a','b')",
    "format_date('yyyy') matches('a*') [0] [1:] .n .year",
)


@settings(max_examples=600, deadline=None, derandomize=True)
@given(x=_VALUES, n=_VALUES, operator=_OPERATORS, words=st.lists(_FILTERS, max_size=3))
def test_any_values_raise_nothing_but_expression_errors(
    x: object, n: object, operator: str, words: list[str]
) -> None:
    chain = "x" + "".join(word if word[0] in "[." else f"|{word}" for word in words)
    for source in (f"{chain} {operator} n", chain, f"({chain})|tojson"):
        try:
            evaluate(source, {"x": x, "n": n})
        except ExpressionError as reason:
            assert str(reason)

"""What the compiler is told about an expression or a template."""

import pytest

from nodes.errors import ExpressionError
from nodes.expressions import (
    READINGS,
    attribute_paths,
    bare_values,
    check_expression,
    check_template,
    evaluate,
    expression_names,
    fixed_texts,
    proven_names,
    speech_parts,
    template_names,
)
from nodes.language.readings import WORDS
from nodes.language.vocabulary import FILTERS
from nodes.prompts import Segment
from sounds.reading import KINDS

NAMES = [
    # source, names read, names that must have a value
    ("1 + 2", "", ""),
    ("a + b.c[d]", "a b d", "a b d"),
    ("a['b'].c", "a", "a"),
    ("min(a, 3) + range(n)|length", "a n", "a n"),
    ("a.strip() ~ a.split(b)", "a b", "a b"),
    ("a|default(b)", "a b", "b"),
    ("(a + c.d)|default(b)", "a b c", "b"),
    ("a is defined", "a", ""),
    ("a is defined and a > 3", "a", ""),
    ("a is undefined or a > 3", "a", ""),
    ("a is defined or a > 3", "a", "a"),
    ("a > 3 and a is defined", "a", "a"),
    ("a if a is defined else b", "a b", "b"),
    ("b if a is undefined else a", "a b", "b"),
    ("not (a is undefined) and a", "a", ""),
    ("a|pad(b)", "a b", "a b"),
    ("a|join(separator=b)", "a b", "a b"),
    ("a is in(b)", "a b", "a b"),
    ("{'k': a}", "a", "a"),
    ("call.caller ~ now", "call now", "call now"),
    ("a[1:b]", "a b", "a b"),
]


@pytest.mark.parametrize(("source", "read", "needed"), NAMES)
def test_the_names_that_an_expression_reads(source: str, read: str, needed: str) -> None:
    assert expression_names(source) == set(read.split())
    assert expression_names(source, needed=True) == set(needed.split())
    assert template_names("x {{ " + source + " }}") == set(read.split())


TEMPLATES = [
    ("no slot", "", ""),
    ("{{ a }}{{ b|digits }}", "a b", "a b"),
    (
        "{% for r in rows if r.n > least %}{{ r.a }}{{ loop.index }}{{ z }}{% endfor %}",
        "rows least z",
        "rows least z",
    ),
    ("{% for r in rows %}{% endfor %}{{ r }}{{ loop }}", "rows r loop", "rows r loop"),
    ("{% for r in r %}{{ r }}{% else %}{{ r }}{% endfor %}", "r", "r"),
    ("{% set t = a %}{{ t }}", "a", "a"),
    ("{{ t }}{% set t = a %}", "a t", "a t"),
    ("{% if a %}{% set t = 1 %}{% endif %}{{ t }}", "a t", "a t"),
    ("{% if a %}{% set t = 1 %}{% else %}{% set t = 2 %}{% endif %}{{ t }}", "a", "a"),
    ("{% if a is defined %}{{ a }}{% else %}{{ b }}{% endif %}", "a b", "b"),
    ("{% if a is undefined %}{% elif a > 3 %}{{ a }}{% endif %}", "a", ""),
    ("{% for r in rows %}{% set t = 1 %}{% endfor %}{{ t }}", "rows t", "rows t"),
    ("{% raw %}{{ a }}{% endraw %}{# {{ b }} #}", "", ""),
]


@pytest.mark.parametrize(("source", "read", "needed"), TEMPLATES)
def test_the_names_that_a_template_reads(source: str, read: str, needed: str) -> None:
    assert template_names(source) == set(read.split())
    assert template_names(source, needed=True) == set(needed.split())


def test_what_a_condition_proves() -> None:
    nothing: frozenset[str] = frozenset()
    assert proven_names("a is defined and b is defined") == (frozenset("ab"), nothing)
    assert proven_names("a is undefined or b is undefined") == (nothing, frozenset("ab"))
    assert proven_names("not a is defined") == (nothing, frozenset("a"))
    assert proven_names("a > 3") == (nothing, nothing)


PATHS = [
    ("call.calller", [("call", "calller")]),
    ("call['caller']", [("call", "caller")]),
    ("call.headers.x_a ~ call.headers.x_a", [("call", "headers", "x_a")]),
    ("rows[0].name", [("rows",)]),
    ("rows[i].name", [("rows",), ("i",)]),
    ("row.a['b'].c", [("row", "a", "b", "c")]),
    ("row[call.caller].x", [("row",), ("call", "caller")]),
    ("name.strip()", [("name",)]),
    ("(a or b).c", [("a",), ("b",)]),
    ("rows|map('call.x')", [("rows",)]),
]


@pytest.mark.parametrize(("source", "wanted"), PATHS)
def test_the_paths_that_are_read(source: str, wanted: list[tuple[str, ...]]) -> None:
    assert attribute_paths(source) == wanted
    assert attribute_paths("{% if " + source + " %}{% endif %}", template=True) == wanted


BARE = [
    ("您好 {{ name }}", ["name"]),
    ("{{ name|upper }}{{ no|digits }}", ["name|upper"]),
    ("{{- a  +  b -}}", ["a  +  b"]),
    ("{{ no|digits if no else name }}", ["no|digits if no else name"]),
    ("{{ no|digits if no else 'none' }}", []),
    ("{{ 'fixed' }}{{ title|text }}", []),
    (
        "{% for r in rows %}{% if r %}{{ r.a }}{% else %}{{ r.b }}{% endif %}{% else %}{{ c }}{% endfor %}",
        ["r.a", "r.b", "c"],
    ),
    ("{{ '}}' ~ a }}", ["'}}' ~ a"]),
    ("{% raw %}{{ a }}{% endraw %}{# {{ b }} #}{{ c }}", ["c"]),
    ("{% set a = b %}{{ a }}", ["a"]),
]


@pytest.mark.parametrize(("source", "wanted"), BARE)
def test_the_values_without_a_reading(source: str, wanted: list[str]) -> None:
    assert bare_values(source) == wanted


FIXED = [
    ("", []),
    ("您好。", ["您好。"]),
    ("编号 {{ no|digits }}，\n  共 {{ n|count }} 件。", ["编号", "，共", "件。"]),
    (
        "{% if a %}甲{% elif b %}乙{% else %}丙{% endif %}{% for r in rows %}丁{% endfor %}",
        ["甲", "乙", "丙", "丁"],
    ),
    ("{{ a }}。{{ b }} {{ c }}", []),
    ("再见{{ a }}再见", ["再见"]),
    ("{{ '五' }}", []),
]


@pytest.mark.parametrize(("source", "wanted"), FIXED)
def test_the_fixed_texts_are_what_is_spoken(source: str, wanted: list[str]) -> None:
    assert fixed_texts(source) == wanted


def test_every_fixed_text_is_a_part_of_speech() -> None:
    source = "一 {{ a|digits }} 二{% if a %} 三 \n 四 {% endif %}五{{ b }}"
    said = [part.text for part in speech_parts(Segment("say", source), {"a": "1", "b": "b"})]
    assert set(fixed_texts(source)) <= set(said)


WRONG = [
    ("a = 1", "write == to compare", "=="),
    ("a && b", "and, or, not", "and、or、not"),
    ("a（1）", "half-width", "半角"),
    ("'a", "a quote is not closed", "引号"),
    ("(a", "ends too early", "结尾过早"),
    ("a b", "'b' may not stand there", "b"),
    ("a.", "a name is missing", "名称"),
    ("{{ a }}", "without {{ }}", "{{ }}"),
    ("a|uper", "did you mean 'upper'?", "upper"),
    ("a is evn", "did you mean 'even'?", "even"),
    ("mim(1)", "did you mean 'min'?", "min"),
    ("a.uper()", "did you mean 'upper'?", "upper"),
    ("a|round(1, 2)", "|round([precision])", "round"),
    ("range()", "range(start", "range"),
    ("a|digits", "{{ value|digits }}", "digits"),
    ("a|count + 1", "|length", "|length"),
    ("a._b", "row['_name']", "_"),
    ("call", "call.caller", "call.caller"),
    ("a is matches('(')", "RE2", "RE2"),
    ("10 ** 2 + 1" + "0" * 41, "digits", "位"),
]


@pytest.mark.parametrize(("source", "said", "zh"), WRONG)
def test_a_wrong_expression_is_told_with_its_cure_in_both_languages(source: str, said: str, zh: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        check_expression(source)
    assert said in str(caught.value)
    assert caught.value.cure
    assert zh in caught.value.zh + caught.value.cure_zh
    assert caught.value.cure_zh != caught.value.cure


def test_a_complaint_says_where() -> None:
    with pytest.raises(ExpressionError, match=r"line 2, character 8"):
        check_template("first\na {{ b|uper }}")
    with pytest.raises(ExpressionError, match=r"character 3"):
        check_expression("a|uper")
    with pytest.raises(ExpressionError, match=r"line 3"):
        check_template("a\nb\n{{ c d }}")


def test_the_readings_are_those_that_can_be_spoken() -> None:
    assert (WORDS, *KINDS) == READINGS


def test_no_filter_is_called_like_a_reading() -> None:
    assert not set(READINGS) & FILTERS.keys()


@pytest.mark.parametrize("reading", READINGS)
def test_every_reading_stands_last_in_a_slot_and_nowhere_else(reading: str) -> None:
    check_template("{{ a|" + reading + " }}")
    assert bare_values("{{ a|" + reading + " }}") == []
    with pytest.raises(ExpressionError):
        evaluate(f"a|{reading}", {"a": "1"})

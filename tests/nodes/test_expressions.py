"""Expressions and templates give the values that authors expect."""

import datetime
from decimal import Decimal
from typing import Any

import pytest

from nodes.errors import ExpressionError
from nodes.expressions import evaluate, render, speech_parts
from nodes.prompts import Segment

SCOPE: dict[str, Any] = {
    "x": "13800138000",
    "n": 5,
    "price": Decimal("12.50"),
    "rate": 0.1,
    "flag": True,
    "nothing": None,
    "due": datetime.date(2026, 1, 15),
    "moment": datetime.datetime(2026, 1, 15, 9, 30),
    "moment_here": datetime.datetime(2026, 1, 15, 9, 30, tzinfo=datetime.UTC),
    "opens": datetime.time(8, 30),
    "row": {"state": "open", "n": 3, "_id": 7, "score": 2.5},
    "rows": [{"name": "b", "n": 2}, {"name": "a", "n": 1}, {"name": "c", "n": None}],
    "kinds": ["消费", "交通"],
}

VALUES = [
    ("1 + 2", 3),
    ("7 / 2", Decimal("3.5")),
    ("6 / 3", 2),
    ("-7 // 2", -4),
    ("-7.5 // 2", -4),
    ("-7 % 3", 2),
    ("-7.5 % 3", Decimal("1.5")),
    ("2 ** 10", 1024),
    ("2 ** -1", Decimal("0.5")),
    ("0.1 + 0.2", Decimal("0.3")),
    ("rate + 0.2", Decimal("0.3")),
    ("price * 2", Decimal("25.00")),
    ("price * rate", Decimal("1.250")),
    ("price > 12 and price < 13.5", True),
    ("rate == 0.1", True),
    ("row.score + 1", Decimal("3.5")),
    ("row['_id']", 7),
    ("row.n", 3),
    ("flag + 1", 2),
    ("-n", -5),
    ("+price", Decimal("12.50")),
    ("not flag", False),
    ("x[:3]", "138"),
    ("x[-4:]", "8000"),
    ("x[0]", "1"),
    ("kinds[1]", "交通"),
    ("kinds[0:1]", ["消费"]),
    ("nothing[0:1]", None),
    ("'ab' ~ n ~ price", "ab512.50"),
    ("'ab' + 'c'", "abc"),
    ("'ab' * 3", "ababab"),
    ("3 * '-'", "---"),
    ("'*' * 0", ""),
    ("kinds + ['其他']", ["消费", "交通", "其他"]),
    ("x == '13800138000'", True),
    ("'5' == n", False),
    ("5 in [1, 5.0]", True),
    ("'交通' in kinds", True),
    ("'138' in x", True),
    ("'state' in row", True),
    ("'x' in nothing", False),
    ("'x' not in kinds", True),
    ("1 < n <= 5 < 6", True),
    ("1 < n < 5", False),
    ("n if n > 3 else 0", 5),
    ("'many' if n > 9", None),
    ("nothing or 'x'", "x"),
    ("n and x", "13800138000"),
    ("nothing == ''", False),
    ("nothing is none", True),
    ("nothing|default('-')", "-"),
    ("missing|default('-')", "-"),
    ("missing.part[0]|default(0)", 0),
    ("row.missing|default(1)", 1),
    ("kinds[9]|default('none')", "none"),
    ("''|default('x')", ""),
    ("''|default('x', true)", "x"),
    ("n|default(missing)", 5),
    ("missing is defined", False),
    ("row.missing is undefined", True),
    ("n is defined", True),
    ("due < moment_here", False),
    ("due == moment", True),
    ("moment == moment_here", True),
    ("due <= date('2026-01-15')", True),
    ("moment < moment_here", False),
    ("opens < moment.time", True),
    ("due.year * 100 + due.month", 202601),
    ("due.weekday", 4),
    ("moment.hour ~ ':' ~ moment.minute", "9:30"),
    ("moment.date", datetime.date(2026, 1, 15)),
    ("rows|map('n')|select", ExpressionError),
    ("rows|sort('name')|map('name')|join", "abc"),
    ("rows|sort(attribute='name', reverse=true)|map('name')|join", "cba"),
    ("rows|map('n')|sum", ExpressionError),
    ("rows[:2]|sum('n')", 3),
    ("rows|select('n')|length", 2),
    ("rows|reject('n')|length", 1),
    ("rows|select('name', 'a')|first", {"name": "a", "n": 1}),
    ("rows|select('missing')|length", ExpressionError),
    ("[1, '1', 1.0]|unique|length", 2),
    ("['b', 'a']|min", "a"),
    ("[]|max is none", True),
    ("min(3, 1.5)", Decimal("1.5")),
    ("max([3, 4])", 4),
    ("[3, 'a']|sort", ExpressionError),
    ("x|int", 13800138000),
    ("'1.9'|int", 1),
    ("'abc'|int(0)", 0),
    ("'abc'|int", ExpressionError),
    ("' 12 '|float", Decimal("12")),
    ("2.5|round", 3),
    ("-2.5|round", -3),
    ("(price / 7)|round(2)", Decimal("1.79")),
    ("7|round(2)", 7),
    ("'2026-01-15'|replace('-', '')|int", 20260115),
    ("x|pad(13)", "0013800138000"),
    ("range(3)|join(',')", "0,1,2"),
    ("range(3, 0, -1)|join(',')", "3,2,1"),
    ("range(5, 1)|length", 0),
    ("x.startswith('138')", True),
    ("' a '.strip() ~ 'B'.lower()", "ab"),
    ("x is matches('1[3-9][0-9]{9}')", True),
    ("x|matches('138')", False),
    ("days_between(due, '2026-02-01')", 17),
    ("add_days(due, -15)", datetime.date(2025, 12, 31)),
    ("due|format_date('yyyy年M月d日')", "2026年1月15日"),
    ("moment|format_date(\"yyyy-MM-dd'T'HH:mm:ss\")", "2026-01-15T09:30:00"),
    ("nothing|format_date('yyyy')", ""),
    ("{'a': [1, 2.50, none, true, due]}|tojson", '{"a": [1, 2.5, null, true, "2026-01-15"]}'),
    ("'a/b?c=你'|urlencode", "a%2Fb%3Fc%3D%E4%BD%A0"),
    ("(1, 2)", [1, 2]),
    ("{'a': 1}.a", 1),
    ("true and none == none", True),
]


@pytest.mark.parametrize(("source", "wanted"), VALUES)
def test_value(source: str, wanted: object) -> None:
    if wanted is ExpressionError:
        with pytest.raises(ExpressionError):
            evaluate(source, SCOPE)
        return
    found = evaluate(source, SCOPE)
    assert found == wanted
    assert isinstance(found, bool) == isinstance(wanted, bool)
    assert not isinstance(found, float)


REFUSED_AT_RUN = [
    ("missing", "'missing' has no value here"),
    ("row.sate", "'sate'"),
    ("nothing.part", "'.part' is asked of nothing"),
    ("x.part", "has no 'part'"),
    ("due.hour", "has no 'hour'"),
    ("'a' + 1", "join texts with ~"),
    ("x * 2.5", "|int"),
    ("x - 1", "|int"),
    ("nothing + 1", "|default(0)"),
    ("1 / 0", "divided by zero"),
    ("1 % 0", "divided by zero"),
    ("x < 3", "cannot be compared"),
    ("due < '2026-01-15'", "date("),
    ("due - due", "days_between"),
    ("kinds < kinds", "have no order"),
    ("'%s' % x", "join texts with ~"),
    ("1 in 5", "needs a list"),
    ("1 in x", "cannot be looked for in a text"),
    ("kinds['a']", "no place"),
    ("row[1]", "no name of a column"),
    ("n[1:2]", "cannot be cut"),
    ("x['a':]", "whole numbers"),
    ("x[::0]", "step"),
    ("n|length", "has no length"),
    ("n|first", "no list"),
    ("rows|unique|length", "compares texts"),
    ("{1: 2}", "name of a column"),
    ("x|pad('a')", "whole number"),
    ("x|pad(3, '')", "one character"),
    ("due|format_date('QQ')", "no field"),
    ("due|format_date('HH')", "wants a time"),
    ("opens|format_date('dd')", "wants a date"),
    ("'soon'|format_date('dd')", "is no date"),
    ("date(opens)", "is no date"),
    ("add_days(due, 1.5)", "whole number of days"),
    ("add_days(due, 9999999)", "whole number of days"),
    ("add_days('9999-12-31', 1)", "leaves the calendar"),
    ("1.5|round(99)", "0 to 20"),
]


@pytest.mark.parametrize(("source", "said"), REFUSED_AT_RUN)
def test_what_fails_on_these_values_says_why(source: str, said: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        evaluate(source, SCOPE)
    assert said in str(caught.value)
    assert caught.value.source == source
    assert caught.value.zh


TEMPLATES = [
    ("plain text", "plain text"),
    ("a {{ n }} b\n", "a 5 b\n"),
    ("{{ nothing }}|{{ flag }}|{{ price }}|{{ rate }}", "|yes|12.50|0.1"),
    (
        "{{ due }} {{ moment }} {{ moment_here }} {{ opens }}",
        "2026-01-15 2026-01-15 09:30 2026-01-15 09:30 08:30",
    ),
    ("{{ kinds }}", "消费, 交通"),
    ("{{ row }}", "open, 3, 7, 2.5"),
    ("{% for r in rows %}{{ r.name }}{{ ',' if not loop.last }}{% endfor %}", "b,a,c"),
    ("{% for r in rows if r.n %}{{ loop.index }}/{{ loop.length }} {% endfor %}", "1/2 2/2 "),
    ("{% for r in nothing %}x{% else %}none{% endfor %}", "none"),
    ("{% for c in 'ab' %}{{ loop.index0 }}{{ c }}{{ loop.first }};{% endfor %}", "0ayes;1bno;"),
    (
        "{% for a in range(2) %}{% for b in 'xy' %}{{ a }}{{ b }}{{ loop.index }} {% endfor %}{% endfor %}",
        "0x1 0y2 1x1 1y2 ",
    ),
    ("{% if n > 9 %}a{% elif n > 3 %}b{% else %}c{% endif %}", "b"),
    ("{% if missing is defined %}a{% endif %}.", "."),
    ("{% set t = n * 2 %}{{ t }}", "10"),
    ("{% set t = 1 %}{% for i in range(3) %}{% set t = t + i %}{{ t }}{% endfor %}{{ t }}", "1231"),
    ("{% set t = 1 %}{% if flag %}{% set t = 2 %}{% endif %}{{ t }}", "2"),
    ("{# a note #}{% raw %}{{ n }}{% endraw %}", "{{ n }}"),
    ("  {%- if flag %} a {%- endif %}  ", " a  "),
    ("{{ x|digits }} {{ price|money if n else nothing }}", "13800138000 12.50"),
    ("{{ due|date }}{{ n|ordinal }}", "2026-01-155"),
]


@pytest.mark.parametrize(("source", "wanted"), TEMPLATES)
def test_template(source: str, wanted: str) -> None:
    assert render(source, SCOPE) == wanted


def test_what_a_caller_supplies_is_never_evaluated() -> None:
    hostile = "{{ 7 * 7 }}{% for i in range(9) %}x{% endfor %}${system(id)}<b>&\ue000\ue001"
    assert render("{{ x }}", {"x": hostile}) == hostile
    assert render("{{ x|replace('b', 'c')|trim ~ '' }}", {"x": "{{b}}"}) == "{{c}}"
    parts = speech_parts(Segment("say", "您说 {{ x }} {{ x|letters }}"), {"x": hostile})
    assert [part.text for part in parts] == ["您说", hostile, hostile]


def test_what_a_value_does_not_change() -> None:
    rows = [{"n": 2}, {"n": 1}]
    evaluate("rows|sort('n')", {"rows": rows})
    evaluate("rows|reverse", {"rows": rows})
    render("{% set rows = [] %}{{ rows }}", {"rows": rows})
    assert rows == [{"n": 2}, {"n": 1}]


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), Decimal("NaN"), Decimal("1e50"), 10**41, b"x", object(), {1, 2}]
)
def test_a_value_that_no_flow_can_hold_is_refused(value: object) -> None:
    for source in ("x", "x|upper", "x == 1", "[x]"):
        with pytest.raises(ExpressionError):
            evaluate(source, {"x": value})
    with pytest.raises(ExpressionError):
        render("{{ x }}", {"x": value})
    with pytest.raises(ExpressionError):
        render("{{ x }}", {"x": [value]})


SPEECH = [
    (Segment("say", "您好"), [("text", "您好", "")]),
    (Segment("say", "  two \n words "), [("text", "two words", "")]),
    (Segment("say", "。！ "), []),
    (Segment("say", ""), []),
    (
        Segment("say", "编号 {{ x|digits }}，共 {{ n }} 件。"),
        [
            ("text", "编号", ""),
            ("value", "13800138000", "digits"),
            ("text", "，共", ""),
            ("text", "5", ""),
            ("text", "件。", ""),
        ],
    ),
    (Segment("say", "{{ n|percent }}%"), [("value", "5", "percent"), ("text", "%", "")]),
    (Segment("say", "{{ nothing|digits }}{{ nothing }}{{ ''|number }}"), []),
    (Segment("say", "{{ due|date if flag else x|digits }}"), [("value", "2026-01-15", "date")]),
    (Segment("say", "{% for k in kinds %}{{ k }}{% endfor %}"), [("text", "消费", ""), ("text", "交通", "")]),
    (Segment("value", "price * 2", reading="money"), [("value", "25.00", "money")]),
    (Segment("value", "opens", reading="time"), [("value", "08:30", "time")]),
    (Segment("value", "nothing", reading="digits"), []),
    (Segment("value", "x[:3]"), [("text", "138", "")]),
    (Segment("sound", "welcome"), [("sound", "welcome", "")]),
    (Segment("tone", "%(400,0,800)"), [("tone", "%(400,0,800)", "")]),
]


@pytest.mark.parametrize(("segment", "wanted"), SPEECH)
def test_what_a_segment_says(segment: Segment, wanted: list[tuple[str, str, str]]) -> None:
    assert [(part.kind, part.text, part.reading) for part in speech_parts(segment, SCOPE)] == wanted


def test_silence_keeps_its_length() -> None:
    assert speech_parts(Segment("silence", ms=300), {})[0].ms == 300

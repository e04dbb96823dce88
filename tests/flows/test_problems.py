"""Problems as data: order, one line for people, JSON and SARIF for machines."""

from __future__ import annotations

import json

import pytest

from flows.codes import binding, graph
from flows.codes.table import all_codes, code
from flows.problems import Problem, Report, arranged, has_errors
from flows.sarif import sarif


def _report() -> list[Problem]:
    report = Report("b.flow.xml")
    report.add(graph.UNREACHABLE, 9, node="lost")
    report.add(binding.BAD_PARAMETER, 7, node="main", parameter="attempts", zh={"reason": "坏"}, reason="bad")
    report.add(graph.NO_START, 1, start="")
    report.add(graph.NO_START, 1, start="")
    other = Report("a.flow.xml")
    other.add(graph.UNWIRED, 100, node="main", exit="no_input")
    return report.problems + other.problems


def test_order_is_fixed_and_nothing_stands_twice() -> None:
    """By file, line, code, node, parameter, words."""
    found = arranged(reversed(_report()))
    assert found == arranged(_report())
    assert [(p.file, p.line, p.code) for p in found] == [
        ("a.flow.xml", 100, "CW403"),
        ("b.flow.xml", 1, "CW401"),
        ("b.flow.xml", 7, "CW203"),
        ("b.flow.xml", 9, "CW405"),
    ]


def test_a_line_for_people() -> None:
    """`file:line: error CW203 node.parameter: message`, in both languages."""
    problem = _report()[1]
    assert problem.text() == "b.flow.xml:7: error CW203 main.attempts: bad"
    assert problem.text("zh") == "b.flow.xml:7: 错误 CW203 main.attempts: 坏"
    assert _report()[0].text().startswith("b.flow.xml:9: warning CW405 lost: no way leads here")
    assert _report()[2].text().startswith("b.flow.xml:1: error CW401: the flow has no start")


def test_json() -> None:
    """The fields that others build on."""
    assert _report()[1].to_json() == {
        "code": "CW203",
        "severity": "error",
        "file": "b.flow.xml",
        "line": 7,
        "node": "main",
        "parameter": "attempts",
        "message": "bad",
        "cure": "Mend it; docs/nodes.md says what the parameter takes.",
    }
    assert _report()[1].to_json("zh")["message"] == "坏"


def test_errors_and_warnings() -> None:
    """A warning alone keeps nothing from running."""
    assert has_errors(_report())
    assert not has_errors(_report()[:1])


def test_a_message_is_one_line_whatever_the_file_holds() -> None:
    """Control characters and line ends of a file do not reach a terminal or a log."""
    report = Report("x")
    report.add(graph.NO_START, start="a\x1b[31m\nb\u202ec" + "z" * 10_000)
    text = report.problems[0].text()
    assert text.isprintable() and len(text) < 1_000


def test_codes_are_entered_once_and_well_formed() -> None:
    """A number that is taken, or is none, is refused."""
    words = dict.fromkeys(("zh", "en", "cure_zh", "cure_en", "why"), "x")
    for number in ("CW401", "CW1", "401", "CW001"):
        with pytest.raises(ValueError, match="no code, or is taken"):
            code(number, "error", "x", **words)
    assert list(all_codes()) == sorted(all_codes())


def test_sarif_says_where_and_what() -> None:
    """Rules only for codes that occur; each result points to its rule, its file and its line."""
    log = json.loads(json.dumps(sarif(arranged(_report()), version="1.2.3")))
    (run,) = log["runs"]
    rules, results = run["tool"]["driver"]["rules"], run["results"]
    assert log["version"] == "2.1.0" and run["tool"]["driver"]["version"] == "1.2.3"
    assert [rule["id"] for rule in rules] == ["CW203", "CW401", "CW403", "CW405"]
    assert rules[0]["name"] == "ABadParameter"
    for result in results:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert rules[result["ruleIndex"]]["defaultConfiguration"]["level"] == result["level"]
    location = results[2]["locations"][0]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "b.flow.xml"},
        "region": {"startLine": 7},
    }
    assert location["logicalLocations"] == [{"fullyQualifiedName": "main.attempts", "kind": "element"}]
    assert results[2]["message"]["text"].startswith("bad ")


def test_sarif_of_nothing_and_of_odd_paths() -> None:
    """No result is a good result; paths are addresses; a line of 0 is left out."""
    assert sarif([])["runs"][0]["results"] == []  # type: ignore[index]
    report = Report("/flows/市长 热线.flow.xml")
    report.add(graph.NO_START, start="")
    text = json.dumps(sarif(report.problems, "zh"))
    assert "file:///flows/%E5%B8%82%E9%95%BF%20%E7%83%AD%E7%BA%BF.flow.xml" in text
    assert "startLine" not in text
    assert '"language": "zh-CN"' in text

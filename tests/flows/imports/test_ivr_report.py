"""What the report on imported menus says, where, and in two languages; files that are no menus."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.imports.ivr import import_ivr
from flows.imports.ivr_patterns import PatternRefused, group_expression, key_pattern, overlap
from flows.imports.ivr_sounds import sound_name
from tests.flows.imports.hearing import imported, menus

LINE = 5
"""Where the first entry stands."""

FOUND = {
    "1 exec-app transfer 100 enum": "other-dialplan",
    "1 exec-app transfer ${number}": "bad-target",
    "1 exec-app transfer -both 100": "application",
    "1 exec-app bridge sofia/internal/1@example.org": "bridge-application",
    "1 exec-app bridge user/1001": "bridge-fails",
    "1 exec-app hangup PICKED_OFF": "hangup-cause",
    "1 exec-app playback x.wav": "played-keys",
    "1 exec-app": "no-application",
    "1 exec-app set who=${caller_id_number}": "channel-variable",
    "1 exec-app transfer $${nobody}": "unknown-variable",
    "1 playback x.wav": "menu-playback",
    "1 dance": "bad-entry",
    "1 sub nowhere": "no-submenu",
    "/^(?=1)$/ exec-app transfer 1": "bad-pattern",
    "/^1 exec-app transfer 1": "bad-pattern",
    "/^(1|22)(3)$/ exec-app transfer $2": "group",
    "1 play-sound phrase:unheard_of": "no-macro",
    "1 play-sound ${file}.wav": "channel-variable",
    "1 play-sound shout://example.org/radio": "sound-unknown",
    "1 play-sound /opt/sounds/en/us/callie/ivr/8000/x.wav": "sound-renamed",
    "1 exit\n1 exec-app transfer 1": "ends-early",
}


@pytest.mark.parametrize("entry", FOUND)
def test_every_line_that_is_not_mapped_is_named(tmp_path: Path, entry: str) -> None:
    found = imported(tmp_path, menus(entry)).findings
    mine = [finding for finding in found if finding.code == FOUND[entry]]
    assert mine, [finding.code for finding in found]
    assert mine[0].line == LINE and mine[0].file.endswith("menus.xml")
    assert mine[0].place.startswith("menu main, key ")
    assert mine[0].text("en").startswith(f"{mine[0].file}:{LINE}: ")
    assert mine[0].message("zh") != mine[0].message("en")
    assert set(mine[0].to_json()) == {"code", "kind", "file", "line", "place", "message", "cure"}


def test_patterns_that_both_fit_are_named_with_an_example(tmp_path: Path) -> None:
    text = menus("/^1\\d$/ exec-app transfer 1\n/^\\d2$/ exec-app transfer 2", 'digit-len="2"')
    both = [f for f in imported(tmp_path, text).findings if f.code == "both-patterns"]
    assert len(both) == 1 and "12 fits both" in both[0].en


def test_variables_come_from_the_files_and_from_the_caller(tmp_path: Path) -> None:
    (tmp_path / "vars.xml").write_text(
        '<include><X-PRE-PROCESS cmd="set" data="desk=$${first}00"/>'
        '<X-PRE-PROCESS cmd="set" data="first=7"/></include>',
        encoding="utf-8",
    )
    path = tmp_path / "menus.xml"
    path.write_text(menus("1 exec-app transfer $${desk} XML $${place}"), encoding="utf-8")
    flow = import_ivr(path, variables={"place": "here"}).flows[0]
    assert flow.nodes["key_1"].params == {"target": "700", "at": "here"}


def test_includes_are_followed_within_the_configuration_only(tmp_path: Path) -> None:
    for folder in ("autoload_configs", "ivr_menus"):
        (tmp_path / "conf" / folder).mkdir(parents=True)
    (tmp_path / "conf" / "ivr_menus" / "own.xml").write_text(menus("1 exit"), encoding="utf-8")
    (tmp_path / "outside.xml").write_text(menus("2 exit"), encoding="utf-8")
    path = tmp_path / "conf" / "autoload_configs" / "ivr.conf.xml"
    path.write_text(
        '<configuration name="ivr.conf"><menus>'
        '<X-PRE-PROCESS cmd="include" data="../ivr_menus/*.xml"/>'
        '<X-PRE-PROCESS cmd="include" data="../../outside.xml"/>\n'
        '<X-PRE-PROCESS cmd="include" data="/etc/passwd"/></menus></configuration>',
        encoding="utf-8",
    )
    found = import_ivr(path)
    assert [flow.name for flow in found.flows] == ["main"]
    refused = [(f.line, f.message("zh")) for f in found.findings if f.code == "include-refused"]
    assert [line for line, _ in refused] == [1, 2]
    assert all("没有读入" in words for _, words in refused)


BAD = {
    "empty": (b"", "CW123"),
    "no xml": (b"hello", "CW105"),
    "laughs": (b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><include>&b;</include>', "CW106"),
    "external": (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><include>&a;</include>', "CW106"),
    "deep": (b"<a>" * 200 + b"</a>" * 200, "CW107"),
    "not its encoding": (b'<?xml version="1.0" encoding="utf-7"?><include/>', "CW103"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_a_problem_and_gives_no_flow(tmp_path: Path, name: str) -> None:
    data, code = BAD[name]
    path = tmp_path / "menus.xml"
    path.write_bytes(data)
    found = import_ivr(path)
    assert found.flows == ()
    assert [problem.code for problem in found.problems] == [code]


def test_a_file_without_a_menu_says_so(tmp_path: Path) -> None:
    found = imported(tmp_path, "<include><nothing/></include>")
    assert (found.flows, [finding.code for finding in found.findings]) == ((), ["no-menu"])


def test_old_encodings_are_read(tmp_path: Path) -> None:
    path = tmp_path / "menus.xml"
    text = menus("1 play-sound say:Gr\u00fc\u00dfe")
    path.write_bytes(b'<?xml version="1.0" encoding="Windows-1252"?>\n' + text.encode("cp1252"))
    found = import_ivr(path)
    assert [s.text for _, s in found.flows[0].nodes["key_1"].prompts["prompt"].segments()] == [
        "Gr\u00fc\u00dfe"
    ]
    assert found.findings[-1].line == LINE + 1


GROUPS = {
    ("/^(10[01][0-9])$/", 1): "entry",
    ("/^9(\\d{3})$/", 1): "entry[1:]",
    ("/^(\\d+)99$/", 1): "entry[:-2]",
    ("/^1(\\d+)#$/", 1): "entry[1:-1]",
    ("/^1(2)(\\d\\d)3$/", 2): "entry[2:4]",
    ("/^1(\\d*)(2)$/", 2): None,
    ("/^(1)?2$/", 1): None,
    ("/1(2)/", 1): None,
    ("/^1$/", 1): None,
    ("/^1$/", 0): "entry",
}


@pytest.mark.parametrize(("digits", "number"), GROUPS)
def test_groups_of_fixed_width_become_pieces_of_the_entry(digits: str, number: int) -> None:
    assert group_expression(key_pattern(digits), number, "entry") == GROUPS[(digits, number)]


def test_patterns_are_searched_for_as_the_switch_does() -> None:
    assert key_pattern("/^(1[0-9])$/").whole == "1[0-9]"
    assert key_pattern("/2|3/").fits("120")
    assert not key_pattern("/^2|3$/").fits("120")
    assert overlap(key_pattern("/^1./"), key_pattern("/.2$/"), 3) == "12"
    assert overlap(key_pattern("/^1/"), key_pattern("/^2/"), 3) == ""
    assert overlap(key_pattern("/^1/"), key_pattern("/^2/"), 9) is None
    with pytest.raises(PatternRefused):
        key_pattern("/(?<!1)2/")


NAMES = {
    "ivr/x.wav": "ivr/x",
    "ivr/8000/x.wav": "ivr/x",
    "/usr/share/freeswitch/sounds/en/us/callie/ivr/16000/x.wav": "ivr/x",
    "my menu/w\u00fcste 1.WAV": "my_menu/w\u00fcste_1",
    "../../etc/passwd": "etc/passwd",
    "/": "",
}


@pytest.mark.parametrize("path", NAMES)
def test_sounds_have_names_that_stay_in_their_folder(path: str) -> None:
    assert sound_name(path) == NAMES[path]

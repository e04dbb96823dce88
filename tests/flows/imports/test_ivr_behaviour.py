"""Imported menus do what switch_ivr_menu.c says: rung in the simulator, heard prompt by prompt."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flows.imports.hearing import imported, menus, problems, rung

ENTRIES = """
1 exec-app transfer 100 XML x
2 play-sound say:News of the day
3 sub sub
# exec-app sleep 100
4 top
5 exit
6 back
7 exec-app nosuch thing
8 exec-app hangup USER_BUSY
9 play-sound say:First of both
9 exec-app transfer 9
"""
SUBS = """
<menu name="sub" greet-long="say:Sub menu long greeting" greet-short="say:Subshort menu greeting"
  exit-sound="say:Never heard at all" timeout="3000" max-failures="2">
  <entry action="menu-back" digits="1"/>
  <entry action="menu-top" digits="2"/>
  <entry action="menu-exit" digits="3"/>
  <entry action="menu-sub" digits="4" param="deep"/>
  <entry action="menu-sub" digits="5" param="main"/>
  <entry action="menu-sub" digits="6" param="sub"/>
</menu>
<menu name="deep" greet-long="say:Deep menu long greeting" timeout="3000">
  <entry action="menu-top" digits="2"/>
  <entry action="menu-back" digits="1"/>
  <entry action="menu-sub" digits="5" param="sub"/>
</menu>
"""

ONE_KEY = {
    "1": "long (100 XML x) -> transferred",
    "- -": "long short bye -> completed",
    "0 0": "long wrong short wrong bye -> completed",
    "0 2 0 0": "long wrong short news short wrong short wrong bye -> completed",
    "- 2 -": "long short news short bye -> completed",
    ">1": "long | (100 XML x) -> transferred",
    ">0# 1": "long | wrong | short (100 XML x) -> transferred",
    ">0 >0": "long | wrong | short short bye -> completed",
    ">#": "long | short short bye -> completed",
    "# #": "long short bye -> completed",
    ">2 1": "long | news short (100 XML x) -> transferred",
    "4 1": "long short (100 XML x) -> transferred",
    "5": "long bye -> completed",
    "6": "long bye -> completed",
    "7": "long (nosuch) bye -> completed",
    "8": "long -> completed",
    "9": "long first (9) -> transferred",
    "3 1 1": "long sub long (100 XML x) -> transferred",
    "3 2 1": "long sub long (100 XML x) -> transferred",
    "3 3": "long sub bye -> completed",
    "3 4 2 1": "long sub deep long (100 XML x) -> transferred",
    "3 4 1 1 1": "long sub deep sub long (100 XML x) -> transferred",
    "3 5 1": "long sub long (100 XML x) -> transferred",
    "3 6 1 1": "long sub subshort long (100 XML x) -> transferred",
    "3 - - 1": "long sub subshort long (100 XML x) -> transferred",
    "3 9 9 1": "long sub subshort long (100 XML x) -> transferred",
    "3 4 5 1 1": "long sub deep sub long (100 XML x) -> transferred",
}
"""Keys pressed, and what is heard; `#` after a greeting is an entry of nothing, into one it is a key."""


@pytest.mark.parametrize("keys", ONE_KEY)
def test_a_menu_of_one_key(tmp_path: Path, keys: str) -> None:
    assert rung(imported(tmp_path, menus(ENTRIES, others=SUBS)), keys) == ONE_KEY[keys]


def test_the_flows_have_no_problem(tmp_path: Path) -> None:
    assert problems(imported(tmp_path, menus(ENTRIES, others=SUBS))) == []


SEVERAL = """
1 exec-app transfer 100
12 exec-app transfer 112
/^3(\\d\\d)$/ exec-app transfer $1 XML rooms
/^4[0-9]/ exec-app transfer 400$0
#7 exec-app transfer 77
"""
SEVERAL_KEYS = {
    "1": "long (100) -> transferred",
    "1#": "long (100) -> transferred",
    ">1": "long | (100) -> transferred",
    ">1#": "long | (100) -> transferred",
    "12": "long (112) -> transferred",
    "325": "long (25 XML rooms) -> transferred",
    "32": "long wrong short short bye -> completed",
    "44": "long (40044) -> transferred",
    "# 1": "long short (100) -> transferred",
    ">#": "long | wrong short short bye -> completed",
    ">#7": "long | (77) -> transferred",
    "999 999": "long wrong short wrong bye -> completed",
}


@pytest.mark.parametrize("keys", SEVERAL_KEYS)
def test_a_menu_of_several_keys(tmp_path: Path, keys: str) -> None:
    found = imported(tmp_path, menus(SEVERAL, 'digit-len="3"'))
    assert problems(found) == []
    assert rung(found, keys) == SEVERAL_KEYS[keys]


PIN = 'pin="42" pin-file="say:Pin please" bad-pin-file="say:Badpin"'
OTHERS = {
    "transfer sound": ('transfer-sound="say:Hold the line"', "1", "long hold (100 XML x) -> transferred"),
    "too many failures": (
        'exec-on-max-failures="park"',
        "0 0",
        "long wrong short wrong (park) bye -> completed",
    ),
    "too many silences": ('exec-on-max-timeouts="transfer 8"', "- -", "long short (8) -> transferred"),
    "more silences": ('max-timeouts="3"', "- - -", "long short short bye -> completed"),
    "pin": (PIN, "42 1", "pin long (100 XML x) -> transferred"),
    "wrong pin": (
        PIN,
        "41 43 44",
        "pin badpin pin badpin pin -> completed",
    ),
    "no short greeting": ('greet-short=""', "2 1", "long news long (100 XML x) -> transferred"),
    "no wrong sound": ('invalid-sound=""', "0 1", "long short (100 XML x) -> transferred"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_attributes(tmp_path: Path, name: str) -> None:
    more, keys, heard = OTHERS[name]
    text = menus(ENTRIES, others=SUBS)
    attribute = more.partition("=")[0]
    for written in (
        'greet-short="say:Short words that take some time"',
        'invalid-sound="say:Wrong key, please try again"',
        'max-timeouts="2"',
    ):
        if written.startswith(attribute):
            text = text.replace(written, "")
    found = imported(tmp_path, text.replace('<menu name="main"', f'<menu name="main" {more}', 1))
    assert problems(found) == []
    assert rung(found, keys) == heard


def test_an_entry_that_is_confirmed(tmp_path: Path) -> None:
    (tmp_path / "lang" / "en").mkdir(parents=True)
    (tmp_path / "lang" / "en" / "own.xml").write_text(
        '<include><macro name="back" pause="50"><input pattern="^(\\d+)$"><match>'
        '<action function="speak-text" data="Is it"/>'
        '<action function="say" data="$1" method="iterated" type="number"/>'
        "</match></input></macro></include>",
        encoding="utf-8",
    )
    found = imported(tmp_path, menus("12 exec-app transfer 100", 'confirm-macro="back" confirm-key="1"'))
    assert problems(found) == []
    assert rung(found, "12 1") == "long is (100) -> transferred"
    assert rung(found, "12 5 1") == "long is short wrong bye -> completed"
    assert rung(found, "12 - - - - -") == "long is is is short short bye -> completed"


def test_a_menu_started_by_the_application_ivr_comes_back(tmp_path: Path) -> None:
    other = (
        '<menu name="other" greet-long="say:Other menu" exit-sound="say:Farewell">'
        '<entry action="menu-exit" digits="1"/></menu>'
    )
    found = imported(tmp_path, menus("1 exec-app ivr other\n2 exit", others=other))
    assert problems(found) == []
    assert rung(found, "1 1 2") == "long other farewell short bye -> completed"

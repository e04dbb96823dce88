"""An imported menu and FreeSWITCH's own `ivr` play the same prompts in the same order to the same callers."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from flows.read import read
from tests.live.engines import CONTEXT, FALLBACK, Project, entrance
from tests.live.menus import Act, Audience, Call, Manner, Score
from tests.switch import Switch, find_switch

pytestmark = pytest.mark.live

PLACES = ("/usr/local/freeswitch/etc/freeswitch", "/usr/src/freeswitch/conf/vanilla", "/etc/freeswitch")
SEED = 20260115
CALLERS = 50
EXPORTED_CALLERS = 12
AT_ONCE = 12
OURS, THEIRS, EXPORTED = "5001", "5000", "5002"
FIRST, PAUSE_MS, SOUND_SECONDS = 1.2, 20, 0.04
"""The menu is sped up alike for both: time to the first key, pauses within phrases, length of each sound."""
INTER = 0.4
NOTICES = ("ivr/ivr-that_was_an_invalid_entry", "voicemail/vm-goodbye")
NOTICE_SECONDS = 0.5

RIGHT = ("1", "2", "3", "4", "5", "6", "6", "9", "9", "1005", "1019#", "6#", "9#")
WRONG = ("7", "8", "0", "*", "#", "42", "1020", "999", "77#", "#1", "12345"[:4])
SUB = ("*", "*", "1", "#", "9", "0")


def configuration() -> Path:
    """The folder of FreeSWITCH's demonstration menus; skips, and says so, where there is none."""
    named = os.environ.get("FREESWITCH_SOURCE")
    binary = find_switch()
    found = [Path(named) / "conf" / "vanilla"] if named else []
    if binary is not None:
        found.append(binary.resolve().parent.parent / "etc" / "freeswitch")
    for folder in (*found, *map(Path, PLACES)):
        if (folder / "ivr_menus" / "demo_ivr.xml").is_file():
            return folder
    pytest.skip(
        "NO DEMO MENU: set FREESWITCH_SOURCE to FreeSWITCH's source tree; ivr_menus/demo_ivr.xml was looked "
        f"for in {', '.join(map(str, (*found, *PLACES)))}"
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The menu and its phrases, sped up, with parties that this machine has."""
    source, folder = configuration(), tmp_path_factory.mktemp("configuration")
    menu = (source / "ivr_menus" / "demo_ivr.xml").read_text(encoding="utf-8")
    menu = re.sub(r'\btimeout\s*=\s*"\d+"', f'timeout="{FIRST * 1000:.0f}"', menu)
    menu = re.sub(r'inter-digit-timeout="\d+"', f'inter-digit-timeout="{INTER * 1000:.0f}"', menu)
    menu = re.sub(r'"bridge [^"]*"', '"bridge loopback/888/default"', menu)
    menu = menu.replace(" enum", " XML default")
    phrases = (source / "lang" / "en" / "demo" / "demo-ivr.xml").read_text(encoding="utf-8")
    phrases = re.sub(r'pause="\d+"', f'pause="{PAUSE_MS}"', phrases)
    phrases = re.sub(r"silence_stream://\d+", "silence_stream://100", phrases)
    (folder / "ivr_menus").mkdir()
    (folder / "lang" / "en").mkdir(parents=True)
    (folder / "exported").mkdir()
    (folder / "ivr_menus" / "demo_ivr.xml").write_text(menu, encoding="utf-8")
    (folder / "lang" / "en" / "demo-ivr.xml").write_text(phrases, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def menu_switch(copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Switch]:
    """A switch of its own, which has the menu and the phrases."""
    binary = find_switch()
    if binary is None:
        pytest.skip("NO FREESWITCH: set FREESWITCH=/path/to/bin/freeswitch to run the live tests")
    inner = {
        name: re.sub(
            r"</?include>", "", re.sub(r"<!--.*?-->", "", path.read_text(encoding="utf-8"), flags=re.S)
        )
        for name, path in (
            ("menus", copy / "ivr_menus" / "demo_ivr.xml"),
            ("macros", copy / "lang" / "en" / "demo-ivr.xml"),
        )
    }
    extra = (
        f'<configuration name="ivr.conf"><menus>{inner["menus"]}'
        f'\n<X-PRE-PROCESS cmd="include" data="{copy}/exported/*.xml"/>\n</menus></configuration></section>'
        f'<section name="languages"><language name="en" say-module="en"><phrases><macros>{inner["macros"]}'
        '</macros></phrases></language></section><section name="configuration">'
    )
    folder = tmp_path_factory.mktemp("menu_switch")
    running = Switch(binary, folder, extra)
    for name in sounds_of(copy):
        running.sound(f"{name}.wav", NOTICE_SECONDS if name in NOTICES else SOUND_SECONDS)
    running.start()
    try:
        prefix = ("set", f"sound_prefix={running.sounds_dir}")
        for number, menu in ((THEIRS, "demo_ivr"), (EXPORTED, "exported_ivr")):
            running.extension(number, [("answer", ""), prefix, ("ivr", menu), ("hangup", "")])
        running.extension(
            "(9196|9664|9191|1234[*]256|888)", [("answer", ""), ("sleep", "200"), ("hangup", "")]
        )
        running.extension(FALLBACK, [("hangup", "")], CONTEXT)
        yield running
    finally:
        running.stop()


def macros(folder: Path) -> dict[str, list[str]]:
    """What each phrase of the menu plays: names of sounds, and silences."""
    root = etree.parse(folder / "lang" / "en" / "demo-ivr.xml")
    return {
        macro.get("name", ""): [
            str(action.get("data", "")).removesuffix(".wav")
            for action in macro.iter("action")
            if action.get("function") == "play-file"
        ]
        for macro in root.iter("macro")
    }


def sounds_of(folder: Path) -> set[str]:
    """Every sound of the menu and its phrases."""
    played = {item for items in macros(folder).values() for item in items if "://" not in item}
    return played.union(NOTICES)


@pytest.fixture(scope="module")
def project(menu_switch: Switch, copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A project whose only flows were imported; it answers OURS."""
    folder = tmp_path_factory.mktemp("imported") / "project"
    folder.mkdir()
    (folder / "callwright.toml").write_text(
        '[project]\nname = "imported"\nlanguage = "en"\n', encoding="utf-8"
    )
    made = Project(folder)
    made.command("import", str(copy / "ivr_menus" / "demo_ivr.xml"), "--sounds", str(menu_switch.sounds_dir))
    made.command("check", "flows")
    made.publish("demo_ivr", OURS)
    engine = made.engine()
    engine.start()
    try:
        with entrance(menu_switch, made, (engine,)):
            yield made
    finally:
        engine.stop()


def manners() -> list[Manner]:
    """Random callers, the same at every run."""
    chance = random.Random(SEED)
    return [
        Manner(
            tuple(act(chance) for _ in range(chance.randint(1, 7))), tuple(notice(chance) for _ in range(4))
        )
        for _ in range(CALLERS)
    ]


def act(chance: random.Random) -> Act:
    """What one caller does about one greeting: stay silent, press right or wrong keys, early or late.

    Keys are 0.2 s apart: of a key that comes within some 30 ms of another it is chance, on either side,
    whether the first sound of a prompt is still heard. All keys of an entry come before `timeout` is over,
    where the switch would end the entry and the flow does not, as the report on the import says.
    """
    kind = chance.random()
    if kind < 0.2:
        return Act()
    keys = chance.choice(WRONG if kind < 0.55 else SUB if kind < 0.7 else RIGHT)
    during = chance.random() < 0.5
    gap = 0.2 if len(keys) > 1 else 0.0
    late = during or gap > 0
    return Act(keys, during, chance.uniform(0.1, 0.3) if late else chance.uniform(0.15, 0.6), gap)


def notice(chance: random.Random) -> Act:
    """Most listen to a notice; some cut it short, by which the key is used up."""
    if chance.random() < 0.7:
        return Act()
    return Act(chance.choice("126*#"), True, chance.uniform(0.1, 0.25))


def ours(project: Project, folders: list[Path]) -> Score:
    """The prompts of the imported flows."""
    prompts: list[list[str]] = []
    for path in sorted((project.folder / "flows").glob("*.flow.xml")):
        flow = read(path).flow
        assert flow is not None
        for node in flow.nodes.values():
            for prompt in node.prompts.values():
                for variant in prompt.variants:
                    prompts.append([s.text or f"silence_stream://{s.ms}" for s in variant.segments])
    return Score(prompts, NOTICES, folders)


def theirs(switch: Switch, copy: Path) -> Score:
    """The prompts of the switch's own menu."""
    return Score([*macros(copy).values(), *([name] for name in NOTICES)], NOTICES, [switch.sounds_dir])


def test_the_same_callers_hear_the_same_prompts(menu_switch: Switch, project: Project, copy: Path) -> None:
    with Audience(menu_switch, theirs(menu_switch, copy), at_once=AT_ONCE) as audience:
        there = list(audience.hear(manners(), THEIRS, "default", 13800000000))
    recorded = project.folder / "sounds" / "recorded" / "en"
    with Audience(menu_switch, ours(project, [recorded]), at_once=AT_ONCE) as audience:
        here = list(audience.hear(manners(), OURS, CONTEXT, 13900000000))
    wrong = [
        f"caller {number}: {a.manner}\n  theirs {a}\n  ours   {b}"
        for number, (a, b) in enumerate(zip(there, here, strict=True))
        if not alike(a, b)
    ]
    assert not wrong, "\n".join(wrong)
    assert len(there) == CALLERS


def test_the_menu_that_is_exported_again_plays_the_same(
    menu_switch: Switch, project: Project, copy: Path
) -> None:
    file = project.folder / "again.xml"
    project.command("export", "demo_ivr", "-o", str(file))
    text = file.read_text(encoding="utf-8").replace("demo_ivr", "exported_ivr")
    (copy / "exported" / "again.xml").write_text(text, encoding="utf-8")
    assert menu_switch.api("reloadxml").startswith("+OK")
    some = manners()[:EXPORTED_CALLERS]
    score = ours(project, [menu_switch.sounds_dir])
    with Audience(menu_switch, score, at_once=AT_ONCE) as audience:
        there = list(audience.hear(some, EXPORTED, "default", 13700000000))
    with Audience(menu_switch, theirs(menu_switch, copy), at_once=AT_ONCE) as audience:
        here = list(audience.hear(some, THEIRS, "default", 13600000000))
    wrong = [f"theirs {a}\n  ours {b}" for a, b in zip(here, there, strict=True) if not alike(a, b)]
    assert not wrong, "\n".join(wrong)


def alike(there: Call, here: Call) -> bool:
    """The same prompts in the same order, each heard to its end or cut short in both, and the same end."""
    return (
        len(there.prompts) == len(here.prompts)
        and there.landed.replace(THEIRS, "menu")
        == here.landed.replace(OURS, "menu").replace(EXPORTED, "menu")
        and all(
            a.sounds == b.sounds[: len(a.sounds)]
            and a.whole == b.whole
            and (not a.whole or a.sounds == b.sounds)
            for a, b in zip(there.prompts, here.prompts, strict=True)
        )
    )

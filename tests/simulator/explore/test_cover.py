"""Cases for exits that no script takes: every one passes, says what it is for, and is as short as can be."""

from __future__ import annotations

from simulator.cases import play_case
from simulator.explore.call import try_call
from simulator.explore.choice import Chosen, Planned
from simulator.explore.cover import covering
from simulator.explore.direct import straight_to
from simulator.explore.scene import Scene
from simulator.explore.script import file_text
from simulator.explore.shrink import shrunk
from simulator.given import Given
from simulator.script import CallCase, parse_script
from simulator.steps import HangUp, Hear, Press
from tests.simulator.desk import desk
from tests.simulator.explore.lines import BYE, explored, line, menu, say


def cases(*covered: tuple[str, str, str]) -> dict[str, CallCase]:
    """The cases for what is not covered, by their names; every one was played and passed."""
    text = file_text(covering(explored(desk()), set(covered)), "Found by a search.")
    read = parse_script(text, "desk.explored.calls.yaml")
    for case in read:
        assert [str(each) for each in play_case(desk(), case).differences] == []
    return {case.name: case for case in read}


def test_all_cases_pass_and_take_every_exit() -> None:
    taken: set[str] = set()
    for case in cases().values():
        taken |= set(play_case(desk(), case).simulation.path)
    wired = {f"{id_}.{name}" for id_, each in desk().flows["desk"].nodes.items() for name in each.exits}
    assert wired - taken == set()


def test_a_case_reads_as_an_author_would_write_it() -> None:
    every = explored(desk()).scene.chart.targets
    wanted = {("desk", "look", "none"), ("desk", "unknown", "done")}
    (case,) = cases(*(target for target in every if target not in wanted)).values()
    assert case.name == "unknown.done"
    assert [str(step) for step in case.steps] == [
        "hear '留言请按1'",
        "press 2",
        "hear '请输入编号'",
        "press 1234#",
    ]
    assert case.expect.path == ["look.none", "unknown.done"]
    assert case.given.database["hotline"][0].rows == []


def test_exits_that_scripts_take_get_no_case() -> None:
    every = explored(desk()).scene.chart.targets
    left = ("desk", "agent", "busy")
    (only,) = cases(*(target for target in every if target != left)).values()
    assert (only.name, only.expect.path) == ("agent.busy", ["agent.busy"])
    assert [leg.outcome for leg in only.given.legs] == ["busy"]
    assert covering(explored(desk()), set(every)) == []


def test_the_straight_way_takes_no_detour() -> None:
    release = line(menu("main", k1="far", k2="bye"), say("far", "end"), menu("end", k9="main"), BYE)
    chosen = straight_to(Scene(release, Given()), ("line", "end", "k9"))
    assert chosen is not None
    assert [each.label for each in chosen] == ["press 1", "silence", "press 9"]


def test_choices_that_change_nothing_are_dropped() -> None:
    release = line(menu("main", k1="main", k2="other"), menu("other", k3="bye", k4="main"), BYE)
    scene = Scene(release, Given())
    long = _chosen(scene, "press 1", "press 2", "press 4", "press 1", "press 2", "press 3")
    short = shrunk(scene, long, lambda tried: ("line", "other", "k3") in tried.taken)
    assert short is not None
    assert [str(step) for step in short.steps if isinstance(step, Press)] == ["press 2", "press 3"]
    assert shrunk(scene, long, lambda tried: False) is None


def _chosen(scene: Scene, *labels: str) -> list[Chosen]:
    """The choices of a caller who does `labels`, one at each menu."""
    made: list[Chosen] = []
    for label in labels:
        tried = try_call(scene, Planned(made))
        context = tried.chosen[len(made)].context
        made.append(Chosen(context, "caller", label))
    return made


def test_the_shorter_of_two_ends_is_taken() -> None:
    release = line(menu("main", silent="main2", wrong="main2", k1="main2"), menu("main2", k1="main"), BYE)
    scene = Scene(release, Given())
    chosen = straight_to(scene, ("line", "main", "no_input"))
    assert chosen is not None
    tried = shrunk(scene, chosen, lambda call: ("line", "main", "no_input") in call.taken)
    assert tried is not None
    assert [step for step in tried.steps if isinstance(step, Press | HangUp)] == []
    assert isinstance(tried.steps[0], Hear)

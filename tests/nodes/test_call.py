"""What a node can do with its call: variables, prompts, keys pressed ahead, effects."""

from __future__ import annotations

import pytest

from nodes.errors import CallEnded, ExpressionError, GlobalKey, NodeFailure, ValueMismatch
from nodes.prompts import Prompt, Segment, Variant
from tests.nodes.stage import staged


def test_a_declared_variable_takes_a_value_of_its_type() -> None:
    call, _ = staged(declared={"n": "number"})
    call.assign("n", "12")
    assert call.evaluate("n + 1") == 13
    with pytest.raises(ValueMismatch, match="number"):
        call.assign("n", "many")
    assert call.frame.variables == {"n": 12}


def test_nothing_is_assigned_without_a_name_and_an_undeclared_one_is_refused() -> None:
    call, _ = staged()
    call.assign("", 1)
    with pytest.raises(NodeFailure, match="'x' is not declared in flow 'main'"):
        call.assign("x", 1)


def test_a_text_without_a_slot_is_taken_as_it_is() -> None:
    call, _ = staged(variables={"a": "{{ b }}"})
    assert call.render("100%") == "100%"
    assert call.render("{{ a }}!") == "{{ b }}!"
    with pytest.raises(ExpressionError):
        call.render("{{ missing }}")


def test_values_are_escaped_where_the_text_means_something_to_others() -> None:
    call, _ = staged(variables={"a": 'x"y'})
    assert call.render('{"a": "{{ a }}"}', lambda text: text.replace('"', '\\"')) == '{"a": "x\\"y"}'


def test_a_prompt_is_heard_in_the_calls_language() -> None:
    prompt = Prompt(
        (
            Variant("zh-CN", (Segment("say", "您好 {{ n|digits }}"),)),
            Variant("en", (Segment("say", "hello"),)),
        )
    )
    call, _ = staged(variables={"n": 5}, languages=("zh-CN", "en"))
    assert [(clip.text, clip.language) for clip in call.clips(prompt)] == [("您好", "zh-CN"), ("5", "zh-CN")]
    call.state.languages = ("fr",)
    assert call.clips(prompt) == ()


def test_a_prompt_without_a_sound_plays_nothing() -> None:
    call, channel = staged()
    assert call.play(Prompt()).ended == "done"
    assert channel.heard == []


def test_keys_pressed_ahead_are_taken_first_and_can_be_forgotten() -> None:
    call, channel = staged("123", every=0.1)
    channel.time = 0.25
    assert call.next_key(0).key == "1"
    call.flush_keys()
    assert [call.next_key(1).key, call.next_key(1).ended] == ["3", "timeout"]


def test_a_key_that_waits_stops_a_prompt_before_it_begins_only_if_it_is_first() -> None:
    call, channel = staged("12", every=0.1)
    channel.time = 1.0
    assert call.play(Prompt.say("hello"), "2").ended == "done"
    assert call.play(Prompt.say("hello"), "1").key == "1"
    assert channel.heard == ["hello"]


def test_whoever_hung_up_ends_the_next_verb() -> None:
    call, _ = staged(gone=0.0)
    for verb in (call.fetch_keys, call.flush_keys, lambda: call.play(Prompt())):
        with pytest.raises(CallEnded):
            verb()


def test_a_global_key_leaves_only_where_a_flow_has_it() -> None:
    call, _ = staged(global_keys={"0": "agent"})
    call.global_key("1")
    call.global_key("")
    with pytest.raises(GlobalKey):
        call.global_key("0")


def test_an_effect_is_named_by_its_step() -> None:
    call, _ = staged()
    call.step = "c1/7"
    assert (call.effect_key(), call.effect_key("sms")) == ("c1/7", "c1/7/sms")


def test_what_a_node_remembers_is_its_own() -> None:
    call, _ = staged()
    call.memory["rounds"] = 1
    call.frame.node = "other"
    assert call.memory == {}
    call.frame.node = "n1"
    assert call.memory == {"rounds": 1}

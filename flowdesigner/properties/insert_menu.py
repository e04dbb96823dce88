"""The menu from which variables, system variables and functions are put into a text, each with its help."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from flowdesigner.properties.around import Around
from flowdesigner.properties.offered import (
    ROOTS,
    SORTS,
    Offer,
    filter_offers,
    function_offers,
    reading_words,
    system_offers,
    test_offers,
    variable_offers,
)
from flowdesigner.words.say import say
from nodes.language.readings import READINGS

Put = Callable[[str], None]
"""Puts a text where the cursor is."""

NO_VARIABLES = say("（还没有声明变量）", "(no variables are declared yet)")


def expression_menu(around: Around, put: Put, parent: QWidget) -> QMenu:
    """Everything that an expression may say."""
    menu = _menu(parent)
    _variables(menu.addMenu(str(SORTS["variable"])), around, put)
    _system(menu.addMenu(str(SORTS["system"])), put)
    _flat(menu.addMenu(str(SORTS["function"])), function_offers(), put)
    _flat(menu.addMenu(str(SORTS["filter"])), filter_offers(), lambda text: put(f"|{text}"))
    _flat(menu.addMenu(str(SORTS["test"])), test_offers(), lambda text: put(f" is {text}"))
    return menu


def slot_menu(around: Around, put: Put, parent: QWidget, *, spoken: bool = False) -> QMenu:
    """Values for a template, put between `{{ }}`; where it is `spoken`, each with the way it is read out."""
    menu = _menu(parent)

    def slot(text: str) -> None:
        put(f"{{{{ {text} }}}}")

    if not spoken:
        _variables(menu.addMenu(str(SORTS["variable"])), around, slot)
        _system(menu.addMenu(str(SORTS["system"])), slot)
        return menu
    variables = menu.addMenu(str(SORTS["variable"]))
    for each in variable_offers(around.variables):
        _readings(variables.addMenu(f"{each.name}   {each.help}"), each.insert, slot)
    if not around.variables:
        variables.addAction(str(NO_VARIABLES)).setEnabled(False)
    system = menu.addMenu(str(SORTS["system"]))
    for root, offers in _by_root(system_offers()):
        below = system.addMenu(f"{root}   {ROOTS[root]}") if len(offers) > 1 else system
        for each in offers:
            _readings(below.addMenu(f"{each.name}   {_brief(each)}"), each.insert, slot)
    return menu


def _readings(menu: QMenu, value: str, slot: Put) -> None:
    for reading in READINGS:
        menu.addAction(f"{reading_words(reading)}   |{reading}", partial(slot, f"{value}|{reading}"))


def _menu(parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.setToolTipsVisible(True)
    return menu


def _variables(menu: QMenu, around: Around, put: Put) -> None:
    _flat(menu, variable_offers(around.variables), put)
    if not around.variables:
        menu.addAction(str(NO_VARIABLES)).setEnabled(False)


def _system(menu: QMenu, put: Put) -> None:
    for root, offers in _by_root(system_offers()):
        below = menu.addMenu(f"{root}   {ROOTS[root]}") if len(offers) > 1 else menu
        _flat(below, offers, put)


def _by_root(offers: Sequence[Offer]) -> list[tuple[str, list[Offer]]]:
    roots = dict.fromkeys(each.name.partition(".")[0] for each in offers)
    return [(root, [each for each in offers if each.name.partition(".")[0] == root]) for root in roots]


def _flat(menu: QMenu, offers: Sequence[Offer], put: Put) -> None:
    menu.setToolTipsVisible(True)
    for each in offers:
        action = menu.addAction(f"{each.name}   {_brief(each)}", partial(put, each.insert))
        action.setToolTip(each.help)


def _brief(offer: Offer) -> str:
    """The help without the usage before it and the example behind it."""
    words = offer.help.partition("  ·  ")[0]
    return words.rpartition("  ")[2]

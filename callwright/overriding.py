"""Settings from the environment, and what is said of a setting that is none or has a wrong value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args, get_origin
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel
from pydantic_core import PydanticCustomError

from callwright.bilingual import nearest
from callwright.output import log
from callwright.words import words

PREFIX = "CALLWRIGHT_"
OTHERS = ("RECOVERY",)
"""Variables of that prefix that are no settings: the designer's folder for what was not saved."""
OURS = ("folder", "file")
"""Fields of the settings that nobody sets."""

_warned: set[str] = set()


def override(
    data: dict[str, Any], environment: Mapping[str, str], settings: type[BaseModel]
) -> dict[tuple[str, ...], str]:
    """Put CALLWRIGHT_STORE_URL and the like into `data`: the words of the key, joined by `_`.

    Returns the variable of each place that was set. One that is no setting is warned of, once, and ignored.
    """
    origins: dict[tuple[str, ...], str] = {}
    for name, value in sorted(environment.items()):
        rest = name.removeprefix(PREFIX)
        if rest == name or rest in OTHERS:
            continue
        place = _place(rest.lower(), settings)
        if place is None:
            _warn(name, settings)
            continue
        if _put(data, place, value):
            origins[place] = name
    return origins


def _put(data: dict[str, Any], place: tuple[str, ...], value: str) -> bool:
    """Write `value` there; not into what the file has as no section, of which validation will complain."""
    part: Any = data
    for key in place[:-1]:
        part = part.setdefault(key, {})
        if not isinstance(part, dict):
            return False
    part[place[-1]] = value
    return True


def _place(rest: str, settings: type[BaseModel]) -> tuple[str, ...] | None:
    """Where a variable goes: section and key, or section, name and key; None if there is no such setting."""
    section, _, key = rest.partition("_")
    if section in OURS or section not in settings.model_fields or not key:
        return None
    fields = _fields(settings, section)
    if not _named(settings, section):
        return (section, key) if key in fields else None
    # The name may hold `_` itself, and so may the key: the longest key that fits.
    for field in sorted(fields, key=len, reverse=True):
        name = key.removesuffix(f"_{field}")
        if name and name != key:
            return section, name, field
    name, mark, last = key.rpartition("_")
    return (section, name, last) if mark and not fields else None


def _named(settings: type[BaseModel], section: str) -> bool:
    """Whether a section holds things by name, such as `connections.NAME`."""
    return get_origin(settings.model_fields[section].annotation) is dict


def _fields(settings: type[BaseModel], section: str) -> list[str]:
    """The keys of a section, or of one thing in it; none if it takes any."""
    annotation = settings.model_fields[section].annotation
    model: Any = get_args(annotation)[1] if _named(settings, section) else annotation
    return list(getattr(model, "model_fields", ()))


def _warn(name: str, settings: type[BaseModel]) -> None:
    if name in _warned:
        return
    _warned.add(name)
    given = name.removeprefix(PREFIX)
    middle = "_".join(given.split("_")[1:-1]) or "NAME"
    known = []
    for section in settings.model_fields:
        if section not in OURS:
            inner = f"{section}_{middle}" if _named(settings, section) else section
            known += [f"{inner}_{key}".upper() for key in _fields(settings, section)]
    near = nearest(given, known)
    why = no_such_setting(near and PREFIX + near)
    text = words(zh=f"警告：{name} 未采用：{why}", en=f"warning: {name} is ignored: {why}")
    log.print(text, style="yellow", markup=False)


def no_such_setting(near: str) -> str:
    """That there is no such setting, and that `near` may be meant, if it is anything."""
    told = words(zh="没有这个设置", en="there is no such setting")
    return told + (words(zh=f"，是否为 {near}？", en=f"; is {near} meant?") if near else "")


def key_meant(place: tuple[str, ...], settings: type[BaseModel]) -> str:
    """The key that may be meant by the last word of `place`; empty if none is near."""
    known = [name for name in settings.model_fields if name not in OURS]
    return nearest(place[-1], known if len(place) == 1 else _fields(settings, place[0]))


def known_zone(name: str) -> str:
    """`name`, if it is a time zone. Raises PydanticCustomError."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise PydanticCustomError("zone", "there is no time zone {name}", {"name": name}) from error
    return name


def wrong_value(kind: str, message: str) -> str:
    """What pydantic says of a value, in the language in force."""
    zh = {
        "missing": "缺少这个设置",
        "string_type": "应为文字（加引号）",
        "int_type": "应为整数",
        "int_parsing": "应为整数",
        "greater_than_equal": "太小",
        "less_than_equal": "太大",
        "bool_type": "应为 true 或 false",
        "bool_parsing": "应为 true 或 false",
        "float_type": "应为数",
        "float_parsing": "应为数",
        "list_type": "应为列表 [...]",
        "dict_type": "应为一组设置",
        "model_type": "应为一节设置 [...]",
        "zone": "没有这个时区，例如 Asia/Shanghai",
    }
    en = {
        "missing": "this setting is missing",
        "dict_type": "a section [...] is wanted here",
        "model_type": "a section [...] is wanted here",
        "zone": f"{message}; write one such as Asia/Shanghai",
    }
    return words(zh=zh.get(kind, message), en=en.get(kind, message))

"""Runs one SQL statement on a named connection, as a flow would, and says what went wrong and where."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import unquote

from callwright.catalogue import spoken
from callwright.errors import BadThing, Failure, Misuse, OutsideFailed
from callwright.settings import Connection, Settings
from callwright.words import words
from engine.services.database import DatabaseConnection, Databases
from engine.services.statements import without_texts
from engine.services.trying import Tried
from nodes.data.statement import bound_names
from nodes.errors import ServiceError, ServiceRefused, ServiceTimeout

HIDDEN = "***"

_NAMED = re.compile(
    r"near \"([^\"]+)\"|no such (?:table|column): (?:\w+\.)*(\w+)|(?:column|relation|table) \"([^\"]+)\""
    r"|Unknown column '([^']+)'|Table '(?:[^'.]+\.)*([^']+)' doesn't exist|near '([^'\s]+)"
)
"""How SQLite, PostgreSQL, MySQL and MariaDB name the word of a statement that is wrong."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a statement, both counted from 1."""

    line: int
    character: int


class Refused(BadThing):
    """The database does not take the statement; `place` where it says what is wrong, if that can be told."""

    def __init__(self, message: str, cure: str, place: Place | None) -> None:
        super().__init__(message, cure)
        self.place = place


def connection_of(settings: Settings, name: str) -> Connection:
    """A database of the settings by its name. Raises Misuse if it is none."""
    databases = [each for each, facts in settings.connections.items() if facts.kind == "database"]
    if name in databases:
        return settings.connections[name]
    there = words(zh="现有：", en="there are: ") + ", ".join(databases)
    none = words(
        zh="在设置文件中写 [connections.名称] 和它的 url", en="write [connections.NAME] with its url there"
    )
    what = words(
        zh=f"{settings.file or '设置文件'} 中没有名为“{name}”的数据库连接",
        en=f"{settings.file or 'the settings'}: no database connection is called '{name}'",
    )
    raise Misuse(what, there if databases else none)


def bound_values(texts: Sequence[str], sql: str) -> Mapping[str, object]:
    """The values of `--param name=text` and `--param name:=JSON`: those of the statement, each once.

    Raises Misuse.
    """
    values: dict[str, object] = {}
    wanted = bound_names(sql)
    for text in texts:
        name, mark, value = text.partition("=")
        typed = name.endswith(":")
        name = name.removesuffix(":")
        if not mark or not name.isidentifier():
            raise Misuse(
                words(zh=f"--param {text}：不是“名称=值”", en=f"--param {text}: is no NAME=VALUE"), _HOW
            )
        if name not in wanted:
            there = ", ".join(f":{each}" for each in wanted) or words(zh="没有", en="none")
            raise Misuse(
                words(zh=f"语句里没有 :{name}", en=f"the statement has no :{name}"),
                words(zh=f"语句里有：{there}", en=f"it has: {there}"),
            )
        values[name] = _typed(name, value) if typed else value
    for name in wanted:
        if name not in values:
            raise Misuse(
                words(zh=f"语句里的 :{name} 没有值", en=f"the statement's :{name} has no value"),
                f"--param {name}=...",
            )
    return values


_HOW = "--param name=text, --param name:=42, --param name:=true, --param name:=null"


def _typed(name: str, text: str) -> object:
    try:
        value = json.loads(text, parse_float=Decimal)
    except ValueError as error:
        raise Misuse(
            words(zh=f"--param {name}:={text}：不是 JSON", en=f"--param {name}:={text}: is no JSON"), _HOW
        ) from error
    if isinstance(value, dict | list):
        raise Misuse(words(zh=f"--param {name}：只能绑定单个值", en=f"--param {name}: bind one value"), _HOW)
    return value


def try_out(
    settings: Settings,
    name: str,
    sql: str,
    values: Mapping[str, object],
    *,
    limit: int,
    seconds: float,
    keep: bool,
) -> tuple[Tried, float]:
    """What the statement did, and how many seconds that took once it was connected.

    Raises Misuse, Refused, OutsideFailed.
    """
    facts = connection_of(settings, name)
    url = settings.url(facts.url)
    databases = Databases({name: DatabaseConnection(url, facts.user, facts.password, 1, facts.read_only)})
    try:
        databases.ping(name, seconds)
        began = time.monotonic()
        tried = databases.try_out(name, sql, values, limit=limit, seconds=seconds, keep=keep)
        return tried, time.monotonic() - began
    except ServiceError as error:
        raise _failure(name, sql, error, _hidden(str(error), facts)) from None
    finally:
        databases.close()


def _failure(name: str, sql: str, error: ServiceError, said: str) -> Failure:
    """What a service's refusal means for the author."""
    if isinstance(error, ServiceTimeout):
        cure = words(
            zh="让语句更快（索引、条件），或用 --seconds 给它更多时间",
            en="make the statement faster (an index, a condition), or allow more --seconds",
        )
        return OutsideFailed(_told(name, said), cure)
    if not isinstance(error, ServiceRefused):
        cure = words(
            zh="检查服务器是否在运行，以及设置文件中的 url、user 和 password",
            en="see whether its server runs, and look at url, user and password in the settings",
        )
        return OutsideFailed(_told(name, said), cure)
    place = place_of(sql, said)
    what = _told(name, said)
    if place is not None:
        what += words(
            zh=f"（第 {place.line} 行第 {place.character} 个字符）",
            en=f" (line {place.line}, character {place.character})",
        )
    return Refused(what, words(zh="修改语句", en="correct the statement"), place)


def _told(name: str, said: str) -> str:
    """What the service said, in the language in force, with the connection before it."""
    head = f"connection '{name}'"
    return spoken(said if said.startswith(head) else f"{head}: {said}")


def place_of(sql: str, said: str) -> Place | None:
    """Where the word stands that an error names; None where it names none, or one that stands there twice."""
    found = _NAMED.search(said)
    if found is None:
        return None
    word = next(filter(None, found.groups()))
    bare = without_texts(sql)
    edge = r"(?<!\w){}(?!\w)" if word[0].isalnum() else "{}"
    places = [each.start() for each in re.finditer(edge.format(re.escape(word)), bare, re.IGNORECASE)]
    if len(places) != 1:
        return None
    before = sql[: places[0]]
    return Place(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


def _hidden(text: str, facts: Connection) -> str:
    """A message without the password, however the driver writes it."""
    authority = facts.url.partition("://")[2].rpartition("@")[0]
    written = authority.partition(":")[2]
    for secret in (facts.password, written, unquote(written), facts.token):
        if secret:
            text = text.replace(secret, HIDDEN)
    return text

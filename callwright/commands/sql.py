"""`callwright sql`: try a statement on a named connection, as a flow would run it."""

from __future__ import annotations

import click

from callwright.bilingual import Command, option
from callwright.output import json_option, log, out, print_json, print_table
from callwright.settings import load
from callwright.trial import Refused, bound_values, connection_of, try_out
from callwright.words import words
from engine.services.trying import Tried

NULL = "NULL"


@click.command(
    "sql",
    cls=Command,
    fields="connection columns rows more changed committed seconds error",
    zh="""
    在设置文件的数据库连接上试运行一条 SQL 语句，与流程中的节点一样：
    值只能绑定，时间和行数有限。STATEMENT 写 - 时从标准输入读。

    修改数据的语句在事务中运行后撤回，只说会改几行；--commit 才真正修改。

    callwright sql hotline "SELECT * FROM complaints WHERE number = :no" --param no=TS20260105000125
    callwright sql hotline "UPDATE complaints SET due_on = NULL WHERE category = :k" --param k:=1
    """,
)
@click.argument("connection")
@click.argument("statement")
@option(
    "--param",
    "texts",
    multiple=True,
    metavar="NAME=VALUE",
    help="A bound value: text, or JSON after :=, such as n:=42.",
    zh="绑定值：文字；写 := 时为 JSON，例如 n:=42。",
)
@option(
    "--limit",
    type=click.IntRange(1, 10_000),
    default=100,
    show_default=True,
    help="Most rows.",
    zh="最多行数。",
)
@option(
    "--seconds",
    type=click.FloatRange(0.1, 300),
    default=5.0,
    show_default=True,
    help="Longest wait.",
    zh="最长秒数。",
)
@option("--commit", is_flag=True, help="Keep what it changes.", zh="保留修改。")
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    connection: str,
    statement: str,
    texts: tuple[str, ...],
    limit: int,
    seconds: float,
    commit: bool,
    as_json: bool,
) -> int:
    """Try one SQL statement on a database of the settings, as a node of a flow would run it.

    Values are bound, time and rows are limited. With - as STATEMENT it is read from standard input. A
    statement that changes data is run in a transaction and taken back, and you are told how many rows it
    would change; --commit keeps the change.

    \b
    callwright sql hotline "SELECT * FROM complaints WHERE number = :no" --param no=TS20260105000125
    callwright sql hotline "UPDATE complaints SET due_on = NULL WHERE category = :k" --param k:=1
    """
    settings = load(ctx.obj["config"])
    connection_of(settings, connection)
    sql = click.get_text_stream("stdin", "utf-8").read() if statement == "-" else statement
    values = bound_values(texts, sql)
    try:
        tried, took = try_out(settings, connection, sql, values, limit=limit, seconds=seconds, keep=commit)
    except Refused as refused:
        if not as_json:
            raise
        print_json(_document(connection, None, 0.0, refused))
        return refused.status
    if as_json:
        print_json(_document(connection, tried, took, None))
        return 0
    _show(tried, took, limit)
    return 0


def _document(
    connection: str, tried: Tried | None, seconds: float, refused: Refused | None
) -> dict[str, object]:
    """What `--json` prints; `error` is null where the database took the statement."""
    place = refused.place if refused else None
    return {
        "connection": connection,
        "columns": list(tried.columns) if tried else [],
        "rows": [[row.get(name) for name in tried.columns] for row in tried.rows] if tried else [],
        "more": bool(tried and tried.more),
        "changed": tried.changed if tried else None,
        "committed": bool(tried and tried.kept),
        "seconds": round(seconds, 4),
        "error": {
            "message": str(refused),
            "cure": refused.cure,
            "line": place.line if place else None,
            "character": place.character if place else None,
        }
        if refused
        else None,
    }


def _show(tried: Tried, took: float, limit: int) -> None:
    """The table, what was changed, and the time."""
    if tried.columns:
        cells = [[_cell(row.get(name)) for name in tried.columns] for row in tried.rows]
        print_table(tried.columns, cells)
    if tried.changed is not None and tried.kept:
        out.print(words(zh=f"已修改 {tried.changed} 行。", en=f"Rows changed: {tried.changed}."))
    elif tried.changed is not None:
        out.print(
            words(
                zh=f"会修改 {tried.changed} 行；已撤回。加 --commit 保留。",
                en=f"Rows that it would change: {tried.changed}; taken back. --commit keeps it.",
            )
        )
    milliseconds = round(took * 1000)
    count = len(tried.rows)
    if tried.changed is not None and not tried.columns:
        log.print(words(zh=f"{milliseconds} 毫秒", en=f"{milliseconds} ms"))
    elif tried.more:
        log.print(
            words(
                zh=f"前 {count} 行（--limit {limit}），{milliseconds} 毫秒",
                en=f"The first {count} rows (--limit {limit}), {milliseconds} ms",
            )
        )
    else:
        log.print(words(zh=f"{count} 行，{milliseconds} 毫秒", en=f"Rows: {count}, {milliseconds} ms"))


def _cell(value: object) -> str:
    return NULL if value is None else str(value)

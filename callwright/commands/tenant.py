"""`callwright tenant`: whose lines, calendars and lists they are."""

from __future__ import annotations

from dataclasses import replace

import click

from callwright.bilingual import Group, option
from callwright.output import json_option, log, print_json, print_table
from callwright.settings import load
from callwright.stores import store_of, store_to_change, store_to_read, who
from callwright.whose import AS, a_change_is_named
from callwright.words import words
from engine.store.tenants import Tenant, no_tenant

_TITLE = option("--title", help="What the tenant is called.", zh="租户的名称。")
_ZONE = option(
    "--zone",
    help="Time zone of its lines that have none, such as Asia/Shanghai.",
    zh="未设时区的线路用的时区，如 Asia/Shanghai。",
)
_LANGUAGES = option(
    "--language",
    "languages",
    multiple=True,
    metavar="LANGUAGE",
    help="A language of its lines that have none; several in order.",
    zh="未设语言的线路用的语言；可按顺序给出多个。",
)


@click.group(
    "tenant",
    cls=Group,
    zh="""
    线路、日历和名单属于哪个单位。

    callwright tenant add taxes --title "Tax office"
    callwright line add 12366 tax-line --tenant taxes
    callwright tenant list
    """,
)
def command() -> None:
    """Say whose lines, calendars and lists they are.

    \b
    callwright tenant add taxes --title "Tax office"
    callwright line add 12366 tax-line --tenant taxes
    callwright tenant list
    """


@command.command(
    "add",
    zh="""
    新建租户 NAME。

    callwright tenant add taxes --title "Tax office" --zone Asia/Urumqi --language zh-CN
    """,
)
@click.argument("name")
@_TITLE
@_ZONE
@_LANGUAGES
@AS
@click.pass_context
def add(
    ctx: click.Context,
    name: str,
    title: str | None,
    zone: str | None,
    languages: tuple[str, ...],
    as_user: str,
) -> int:
    """Make the tenant NAME.

    \b
    callwright tenant add taxes --title "Tax office" --zone Asia/Urumqi --language zh-CN
    """
    with store_of(load(ctx.find_root().obj["config"])) as store:
        store.add_tenant(Tenant(name, title or "", zone or "", languages), who=who(as_user))
    log.print(words(zh=f"已建立租户 {name}", en=f"the tenant {name} is there"), markup=False)
    return 0


@command.command(
    "set",
    zh="""
    改租户 NAME：写了的改，没写的不变。写空的 "" 表示去掉。

    callwright tenant set taxes --zone Asia/Shanghai
    """,
)
@click.argument("name")
@_TITLE
@_ZONE
@_LANGUAGES
@AS
@click.pass_context
def set_(
    ctx: click.Context,
    name: str,
    title: str | None,
    zone: str | None,
    languages: tuple[str, ...],
    as_user: str,
) -> int:
    """Change what is named of the tenant NAME, and leave the rest; "" takes something away.

    \b
    callwright tenant set taxes --zone Asia/Shanghai
    """
    a_change_is_named(ctx, "name", "as_user")
    with store_to_change(load(ctx.find_root().obj["config"])) as store:
        found = next((tenant for tenant in store.tenants() if tenant.name == name), None)
        if found is None:
            raise no_tenant(name)
        changed = replace(
            found,
            title=found.title if title is None else title,
            zone=found.zone if zone is None else zone,
            languages=tuple(filter(None, languages)) if languages else found.languages,
        )
        store.change_tenant(changed, who=who(as_user))
    log.print(words(zh=f"租户 {name} 已修改", en=f"the tenant {name} is changed"), markup=False)
    return 0


@command.command(
    "list",
    fields="name title zone languages lines",
    zh="""
    列出所有租户。

    callwright tenant list
    callwright tenant list --json
    """,
)
@json_option
@click.pass_context
def list_(ctx: click.Context, as_json: bool) -> int:
    """Show every tenant.

    \b
    callwright tenant list
    callwright tenant list --json
    """
    with store_to_read(load(ctx.find_root().obj["config"])) as store:
        tenants, lines = store.tenants(), store.lines()
    rows = [
        {
            "name": tenant.name,
            "title": tenant.title,
            "zone": tenant.zone,
            "languages": list(tenant.languages),
            "lines": [line.where for line in lines if line.tenant == tenant.name],
        }
        for tenant in tenants
    ]
    if as_json:
        print_json(rows)
        return 0
    columns = words(zh="租户 名称 时区 语言 线路", en="tenant title zone languages lines").split()
    shown = [
        (t.name, t.title, t.zone or "-", " ".join(t.languages) or "-", len(row["lines"]))
        for t, row in zip(tenants, rows, strict=True)
    ]
    print_table(columns, shown)
    return 0


@command.command(
    "remove",
    zh="""
    删除租户 NAME；它还有线路、日历或名单时不删。

    callwright tenant remove taxes
    """,
)
@click.argument("name")
@AS
@click.pass_context
def remove(ctx: click.Context, name: str, as_user: str) -> int:
    """Forget the tenant NAME; not while it has lines, calendars or lists.

    \b
    callwright tenant remove taxes
    """
    with store_to_change(load(ctx.find_root().obj["config"])) as store:
        store.remove_tenant(name, who=who(as_user))
    log.print(words(zh=f"租户 {name} 已删除", en=f"the tenant {name} is removed"), markup=False)
    return 0

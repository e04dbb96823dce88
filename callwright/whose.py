"""The options that say whose a calendar or list is, and who changes it."""

from __future__ import annotations

from callwright.bilingual import option

TENANT = option(
    "--tenant",
    default="",
    help="Whose it is; else for all.",
    zh="属于哪个租户；默认所有租户共用。",
)
AS = option(
    "--as",
    "as_user",
    default="",
    metavar="NAME",
    help="Who changes it; else the system's user.",
    zh="谁修改；默认是系统用户。",
)

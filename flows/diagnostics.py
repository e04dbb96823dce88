"""The page docs/diagnostics.md, made from the table of codes and the smallest bad flow of each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from flows.codes.table import Code, all_codes

_HEAD = """# Diagnostics

What `callwright check` says about a flow: every code, what it means, what to do about it, and where there is
one, the smallest flow that has it with all that is said about it. Codes are never renumbered. An **error**
keeps a flow from being published; a **warning** does not, unless `--strict` is given.

| codes | about |
|---|---|
| CW1xx | the file itself |
| CW2xx | nodes against their types |
| CW3xx | variables, expressions and templates |
| CW4xx | how nodes and flows lead to each other |
| CW5xx | what callers hear |
| CW6xx | connections, calendars and databases |

This page is made by `python scripts/docs.py` from the table in `flows/codes/` and the flows in
`tests/flows/cases/`; do not edit it.
"""


def page(examples: Mapping[str, tuple[str, str]]) -> str:
    """The page; `examples` maps a code to a flow and to what is said about it."""
    return "\n".join([_HEAD, *(_section(code, examples.get(number)) for number, code in all_codes().items())])


def _section(code: Code, example: tuple[str, str] | None) -> str:
    lines = [
        f"## {code.number} {code.title}",
        "",
        f"*{code.severity}* · {_plain(code.en)} · {_plain(code.zh)}",
        "",
        code.why,
        "",
        f"**Cure:** {_plain(code.cure_en)} {_plain(code.cure_zh)}".rstrip(),
        "",
    ]
    if example is not None:
        flow, said = example
        lines += ["```xml", flow.rstrip(), "```", "", "```", said.rstrip(), "```", ""]
    return "\n".join(lines)


def _plain(words: str) -> str:
    """Words with their places, as code so that no page takes `<` or `*` in them for its own."""
    return f"`{words.replace('{{', '{').replace('}}', '}')}`"


def read_text(path: Path) -> str | None:
    """A text in UTF-8, None if it is none or holds what a page cannot show."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None
    return text if text.replace("\n", "").isprintable() else None

"""What every export gives: the file, or nothing and the reasons."""

from __future__ import annotations

from dataclasses import dataclass

from flows.imports.report import Finding


@dataclass(frozen=True, slots=True)
class Exported:
    """The outcome of an export. `data` is None where a finding of the kind `left` stands in its way."""

    data: bytes | None
    findings: tuple[Finding, ...] = ()
    menus: tuple[str, ...] = ()

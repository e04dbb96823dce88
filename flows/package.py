"""A release as one file: a zip archive, the same bytes for the same release, checked when it is opened."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from flows import bounds
from flows.digest import release_digest, sha256
from flows.errors import ReleaseError
from flows.passes.bind import bind
from flows.passes.emit import emit
from flows.problems import Report
from flows.program import Unit
from flows.read import SUFFIX, read
from flows.release import FORMAT, CompiledFlow, Phrase, Recording, Release
from flows.source import Source
from flows.uncollected import uncollected

MANIFEST = "manifest.json"
KIND = "callwright-release"

LARGEST = 4 * bounds.FILE_BYTES
"""Bytes that a package may have once it is opened."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip archive knows; a real one would make each package another."""


def pack(release: Release) -> bytes:
    """The package of a release. Members are stored, not compressed: compressors differ, packages may not."""
    files = {f"logic/{name}{SUFFIX}": data for name, data in release.logic.items()}
    files |= {f"flows/{name}{SUFFIX}": data for name, data in release.sources.items()}
    manifest = {
        "kind": KIND,
        "format": release.format,
        "compiler": release.compiler,
        "digest": release.digest,
        "main": release.main,
        "files": {name: sha256(data) for name, data in files.items()},
        "phrases": [[p.text, p.language, p.voice, p.key] for p in release.phrases],
        "recordings": [[r.name, r.language, r.key] for r in release.recordings],
    }
    text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1)
    members = {MANIFEST: text.encode(), **dict(sorted(files.items()))}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            member = zipfile.ZipInfo(name, _EPOCH)
            member.create_system = 3
            member.external_attr = 0o644 << 16
            archive.writestr(member, data)
    return packed.getvalue()


def unpack(data: bytes) -> Release:
    """The release of a package, checked against its digest. Raises ReleaseError with what is wrong."""
    members = _members(data)
    manifest = _manifest(members.pop(MANIFEST, None))
    try:
        with uncollected():
            return _release(manifest, members)
    except (KeyError, TypeError, ValueError, AttributeError) as reason:
        raise ReleaseError(f"the manifest of the package is damaged: {reason}; pack it again") from reason


def _members(data: bytes) -> dict[str, bytes]:
    """Every file of the archive; sizes are held to LARGEST, whatever the archive says of them."""
    members: dict[str, bytes] = {}
    left = LARGEST
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > 2 * bounds.FLOWS + 1:
                raise ReleaseError(f"the package holds more than {bounds.FLOWS} flows")
            for member in archive.infolist():
                with archive.open(member) as stream:
                    content = stream.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise ReleaseError(f"the package holds more than {LARGEST // 1024**2} MiB")
                if member.filename in members:
                    raise ReleaseError(f"the package holds {member.filename!r} twice")
                members[member.filename] = content
    except ReleaseError:
        raise
    # zipfile and the decompressors below it raise whatever a damaged archive leads them to.
    except Exception as reason:
        raise ReleaseError(f"this is no package of a release, or it is damaged: {reason}") from reason
    return members


def _manifest(data: bytes | None) -> dict[str, Any]:
    try:
        manifest = json.loads(data or b"")
    except (ValueError, RecursionError) as reason:
        raise ReleaseError("the package has no readable manifest; it is no release") from reason
    if not isinstance(manifest, dict) or manifest.get("kind") != KIND:
        raise ReleaseError("the package is no release")
    format_ = manifest.get("format")
    if not isinstance(format_, int) or isinstance(format_, bool) or format_ < 1:
        raise ReleaseError("the package names no format; it is no release")
    if format_ > FORMAT:
        raise ReleaseError(
            f"the release is of format {format_}, this program runs up to {FORMAT}: upgrade Callwright"
        )
    return manifest


def _release(manifest: Mapping[str, Any], members: Mapping[str, bytes]) -> Release:
    if {name: sha256(data) for name, data in members.items()} != manifest["files"]:
        raise ReleaseError("the files of the package are not those that it was packed with; pack it again")
    logic = _under("logic", members)
    phrases = tuple(Phrase(*map(_text, item)) for item in manifest["phrases"])
    recordings = tuple(Recording(*map(_text, item)) for item in manifest["recordings"])
    main, compiler = _text(manifest["main"]), _text(manifest["compiler"])
    digest = release_digest(manifest["format"], compiler, main, logic, phrases, recordings)
    if digest != manifest["digest"]:
        raise ReleaseError("the digest of the package is not that of its content; pack it again")
    if main not in logic:
        raise ReleaseError(f"the package has no flow {main!r}")
    return Release(
        digest=digest,
        main=main,
        flows={name: _flow(name, data) for name, data in logic.items()},
        phrases=phrases,
        recordings=recordings,
        logic=logic,
        sources=_under("flows", members),
        compiler=compiler,
        format=manifest["format"],
    )


def _under(folder: str, members: Mapping[str, bytes]) -> dict[str, bytes]:
    """The flow files of one folder of the archive, by flow."""
    found = {}
    for name, data in members.items():
        path = PurePosixPath(name)
        if str(path.parent) == folder and name.endswith(SUFFIX):
            found[path.name.removesuffix(SUFFIX)] = data
    return found


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _flow(name: str, data: bytes) -> CompiledFlow:
    """A flow of the package ready to run: read and bound again by the same code as when it was compiled."""
    loaded = read(Source(data, name + SUFFIX))
    if loaded.flow is None or not loaded.faithful:
        raise ReleaseError(f"the flow {name!r} cannot be read: {loaded.problems[0].text()}")
    unit = Unit(name, loaded.flow, Report(name + SUFFIX))
    bind(unit)
    if not unit.whole:
        first = next(problem for problem in unit.report.problems if problem.severity == "error")
        raise ReleaseError(f"the flow {name!r} needs what this machine does not have: {first.text()}")
    return emit(unit)

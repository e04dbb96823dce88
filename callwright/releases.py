"""The releases of the store in memory: each once, for as long as a flow or a call has it."""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakValueDictionary

from engine.preparing import prepare
from flows.errors import ReleaseError
from flows.package import unpack
from flows.release import Release


class Releases:
    """Gives releases by digest. One that nobody holds any more leaves memory."""

    def __init__(self, package: Callable[[str], bytes]) -> None:
        """`package` fetches a release by its digest, as Store.release does."""
        self._package = package
        self._known: WeakValueDictionary[str, Release] = WeakValueDictionary()

    def known(self, digest: str) -> Release | None:
        """The release, if it is in memory."""
        return self._known.get(digest)

    def load(self, digest: str) -> Release:
        """The release, ready to run. Raises StoreError, and ReleaseError if what is kept cannot be used."""
        found = self._known.get(digest)
        if found is None:
            found = unpack(self._package(digest))
            if found.digest != digest:
                raise ReleaseError(
                    f"what the store keeps as release {digest[:12]} is {found.digest[:12]}: publish it again"
                )
            prepare(found)
            self._known[digest] = found
        return found

    def __len__(self) -> int:
        """How many are in memory."""
        return len(self._known)

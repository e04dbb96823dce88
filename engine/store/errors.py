"""Every error of the store, each with what is wrong and its cure.

Exception
└── StoreError
    ├── BadUrl               the URL is none, or its driver is missing
    ├── Unreachable          the database does not answer, or broke off
    ├── NotCreated           there is no store in that database yet
    ├── NotOurs              the database holds something else
    ├── Older                the store has to be brought up to this program
    ├── Newer                the store belongs to a newer program
    ├── Refused              what is to be kept is impossible, there already, or in use
    │   └── BadLine          so is a line, or it is not there
    │       └── Tie          two patterns would fit the same number equally well
    ├── Conflict             somebody else changed meanwhile what was to be changed
    └── Unknown              no such release, flow, call, tenant, calendar or list
"""

from __future__ import annotations


class StoreError(Exception):
    """Something about the store is wrong: `what` says what and where, `cure` what to do about it."""

    def __init__(self, what: str, cure: str) -> None:
        super().__init__(f"{what}: {cure}")
        self.what = what
        self.cure = cure


class BadUrl(StoreError):
    """The URL is none, or its driver is missing."""


class Unreachable(StoreError):
    """The database does not answer, or broke off."""


class NotCreated(StoreError):
    """There is no store in that database yet."""


class NotOurs(StoreError):
    """The database holds something else."""


class Older(StoreError):
    """The store was made by an older program and has to be brought up."""


class Newer(StoreError):
    """The store was made by a newer program."""


class Refused(StoreError):
    """What is to be kept is impossible, there already, or in use: nothing was changed."""


class BadLine(Refused):
    """A line is impossible, or there already, or not there."""


class Tie(BadLine):
    """Two patterns would fit the same number equally well."""


class Conflict(StoreError):
    """Somebody else changed meanwhile what was to be changed: nothing was done."""


class Unknown(StoreError):
    """There is no such release, flow, call, tenant, calendar or list."""

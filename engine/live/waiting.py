"""Waiting and working side by side, for code outside this room that drives live calls.

gevent's own words under one roof: who imports them from here needs not know the library.
"""

from __future__ import annotations

from gevent import Greenlet, Timeout, sleep, spawn, spawn_later
from gevent.event import AsyncResult

__all__ = ["AsyncResult", "Greenlet", "Timeout", "sleep", "spawn", "spawn_later"]

"""`python -m flowdesigner [FILES]`: opens flows in a window."""

from __future__ import annotations

import sys

from flowdesigner.start import start

if __name__ == "__main__":
    sys.exit(start(sys.argv[1:]))

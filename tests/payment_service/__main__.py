"""`python -m tests.payment_service PORT [FILE]`: with a FILE it runs by itself and remembers."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.payment_service.server import PORT, serve

port = int(sys.argv[1]) if len(sys.argv) > 1 else PORT
if len(sys.argv) > 2:
    serve(port, path=Path(sys.argv[2]))
else:
    serve(port, announce=sys.stdout)

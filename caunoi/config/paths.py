"""Where things are on disk. `CAUNOI_DATA` moves everything that is written; the rest is the checkout."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
STATE = Path(os.environ.get("CAUNOI_DATA", ROOT / ".data")).resolve()

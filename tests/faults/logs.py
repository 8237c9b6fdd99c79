"""What those who work write down: keys begun, keys done; read by whoever is started after them, and by the checks."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class NotYet(Exception):
    """Nothing is wrong; it has to be tried again."""


@dataclass(frozen=True)
class Log:
    """What was begun and what was acknowledged, a line each; a line that a kill cut off is as if not written."""

    path: Path

    def write(self, *words: Any) -> None:
        with self.path.open("a") as file:
            file.write(json.dumps(words) + "\n")

    def read(self) -> list[list[Any]]:
        lines = []
        for line in self.path.read_text().split("\n") if self.path.exists() else []:
            try:
                lines.append(json.loads(line))
            except ValueError:
                continue
        return lines

    def begun(self) -> list[str]:
        """Keys in order, each once."""
        return list(dict.fromkeys(key for word, key, *_rest in self.read() if word == "begin"))

    def done(self) -> dict[str, Any]:
        """What was acknowledged, by key."""
        return {key: rest[0] for word, key, *rest in self.read() if word == "done"}


def log_of(kind: str, folder: Path) -> Log:
    """Where this kind writes."""
    return Log(folder / f"{kind}.log")

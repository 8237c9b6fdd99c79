"""What is wrong with a file, found without stopping at the first. The sentences for people: `caunoi.measures.texts`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: `key` is the path to it (`versions.0.figures.done.terms.1.kind`), `code` names its sentence."""

    file: str
    line: int
    key: str
    code: str
    params: tuple[tuple[str, str], ...] = ()


class Mistaken(Exception):
    """A file that cannot be used, with everything that was found wrong in it."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("; ".join(f"{m.file}:{m.line}: {m.key}: {m.code}" for m in self.mistakes))

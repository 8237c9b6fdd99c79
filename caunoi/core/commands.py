"""The base of all our commands: `--json`, one clear line for an error, exit status 2 for wrong arguments."""

from __future__ import annotations

import json
import sys
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.utils.translation import override

from caunoi.core.errors import DomainError


class _Parser(CommandParser):
    def error(self, message: str) -> NoReturn:
        raise CommandError(f"{message}  (xem: {self.prog} --help)", returncode=2)


class Command(BaseCommand):
    """Subclasses implement `run(**options)`; domain errors become exit status 2 with their text."""

    language = "vi"
    _told = ""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = _Parser(prog=f"caunoi {subcommand}", description=self.help or None, **kwargs)
        self.add_arguments(parser)
        for flag, extra in (
            ("--settings", {}), ("--pythonpath", {}), ("--traceback", {"action": "store_true"}),
            ("--no-color", {"action": "store_true"}), ("--force-color", {"action": "store_true"}),
            ("--skip-checks", {"action": "store_true"}), ("--verbosity", {"type": int, "default": 1}),
        ):  # fmt: skip
            parser.add_argument(flag, help=_hidden(), **extra)
        return parser

    def run_from_argv(self, argv: list[str]) -> None:
        """As Django's, but an error is one line that starts with the program's name."""
        options = vars(self.create_parser(argv[0], argv[1]).parse_args(argv[2:]))
        try:
            self.execute(*options.pop("args", ()), **options)
        except CommandError as error:
            if options["traceback"]:
                raise
            print(f"caunoi: {error}", file=sys.stderr)
            sys.exit(error.returncode)
        finally:
            connections.close_all()

    def handle(self, *args: Any, **options: Any) -> None:
        with override(self.language):
            try:
                self.run(**options)
            except DomainError as error:
                raise CommandError(str(error), returncode=2) from error

    def run(self, *args: Any, **options: Any) -> None:
        """The command's work."""
        raise NotImplementedError

    def emit(self, data: Any, text: str, *, as_json: bool) -> None:
        """Print `data` as JSON or `text` for people."""
        self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2, default=str) if as_json else text)

    def progress(self, message: str) -> None:
        """One line of progress on standard error, rewritten in place on a terminal; elsewhere not said twice."""
        if sys.stderr.isatty():
            self.stderr.write(f"\r\x1b[K{message}", ending="")
            self.stderr.flush()
        elif message != self._told:
            self.stderr.write(message)
        self._told = message


def _hidden() -> str:
    import argparse

    return argparse.SUPPRESS

"""The local identity provider, in the foreground."""  # noqa: N999  the command has a dash in its name

from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from caunoi.core.commands import Command as Base
from caunoi.people.identity_provider import HOST, PORT, serve


class Command(Base):
    """`caunoi identity-provider [--port N]`."""

    help = "Chạy cổng định danh thử nghiệm (OpenID Connect) trên máy này, đến khi nhấn Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=PORT, help=f"cổng, mặc định {PORT}")

    def run(self, **options: Any) -> None:
        if not settings.DEVELOPMENT:
            raise CommandError("cổng định danh thử nghiệm cho phép vào tài khoản bất kỳ: không chạy khi vận hành thật")
        self.stdout.write(f"http://{HOST}:{options['port']}")
        try:
            serve(options["port"])
        except OSError as error:
            raise CommandError(f"không mở được cổng {options['port']}: {error.strerror}") from error
        except SystemExit as error:  # the server's own way of saying that the port is taken
            raise CommandError(f"không mở được cổng {options['port']}: đang có chương trình khác dùng") from error
        finally:
            sys.stdout.flush()

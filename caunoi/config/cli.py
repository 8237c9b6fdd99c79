"""The console script `caunoi`: Django's management commands and ours, with one-line errors and exit status 2."""

from __future__ import annotations

import os
import sys


def main(argv: list[str] | None = None) -> int:
    """Run one command. Returns the exit status: 0 done, 1 the answer is "no" or it failed, 2 wrong arguments."""
    args = list(sys.argv if argv is None else argv)
    args[0] = "caunoi"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caunoi.config.settings")
    if args[1:2] in ([], ["--help"], ["-h"]):
        args[1:2] = ["help"]
    import django
    from django.core.management import ManagementUtility, get_commands
    from django.core.management.base import CommandError

    from caunoi.config import collector, schema
    from caunoi.config.database import needs_database
    from caunoi.config.embedded import DatabaseNotStarted

    try:
        with collector.loading():
            django.setup()
        if args[1] not in {"help", "version", "--version", *get_commands()}:
            raise CommandError(f"không có lệnh “{args[1]}”  (xem: caunoi help)", returncode=2)
        if args[1:3] == ["procrastinate", "worker"] and needs_database(args):
            schema.require_current()
        ManagementUtility(args).execute()
    except CommandError as error:
        print(f"caunoi: {error}", file=sys.stderr)
        return error.returncode
    except DatabaseNotStarted as error:
        print(f"caunoi: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    return 0

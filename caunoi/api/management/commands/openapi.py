"""`caunoi openapi`: the API's description, for those who generate clients from it."""

from __future__ import annotations

import json
from typing import Any

from caunoi.api.v1 import api
from caunoi.core.commands import Command as Base


class Command(Base):
    help = "In mô tả OpenAPI 3.1 của giao diện lập trình."
    requires_system_checks: list[str] = []

    def run(self, **options: Any) -> None:
        self.stdout.write(json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=2))

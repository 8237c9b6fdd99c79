#!/bin/sh
# A typed Python client from the API's own description, in build/client (docs/howto/integrate.md).
set -eu
cd "$(dirname "$0")/.."
mkdir -p build
.venv/bin/python -m caunoi openapi > build/openapi.json
PATH="$PWD/.venv/bin:$PATH" .venv/bin/openapi-python-client generate --path build/openapi.json --meta none --overwrite --output-path build/client/caunoi_client
echo "build/client/caunoi_client"

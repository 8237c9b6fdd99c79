#!/usr/bin/env bash
# Known holes in what we depend on: 1 when there are some. Asks the Python Package Index's advisory data: needs the internet; 3 when it cannot be reached.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pip-audit 2> "$folder/said" || {
    echo "pip-audit could not be installed; nothing was audited:" >&2
    tail -1 "$folder/said" >&2
    exit 3
}
"$folder/venv/bin/pip-audit" --disable-pip --require-hashes -r requirements/app.txt --format json --output "$folder/found.json" \
    2> "$folder/said" || true
if [ ! -s "$folder/found.json" ]; then
    echo "The advisories could not be read; nothing was audited:" >&2
    tail -1 "$folder/said" >&2
    exit 3
fi
"$folder/venv/bin/python" - "$folder/found.json" <<'PYTHON'
import json
import sys

told = json.load(open(sys.argv[1]))["dependencies"]
found = [one for one in told if one.get("vulns")]
skipped = [one["name"] for one in told if one.get("skip_reason")]
for one in found:
    for hole in one["vulns"]:
        print(f"{one['name']} {one['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'no version'}")
print(f"{len(told) - len(skipped)} packages looked at, {len(found)} with known holes; {len(skipped)} could not be looked up")
sys.exit(1 if found else 3 if skipped else 0)
PYTHON

#!/usr/bin/env bash
# Makes sure that the browser tests have a browser: Debian's chromium, by path.
set -euo pipefail
command -v "${CAUNOI_CHROMIUM:-/usr/bin/chromium}" >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    printf '  Cài trình duyệt chromium\n'
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null
else
    printf 'The browser tests need chromium. Ask for: apt-get install chromium (or set CAUNOI_CHROMIUM)\n' >&2
    exit 1
fi

#!/usr/bin/env bash
# Makes sure that the tests have what they run against: a software token for PKCS #11 (SoftHSM 2).
set -euo pipefail
[ -e /usr/lib/softhsm/libsofthsm2.so ] && command -v softhsm2-util >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    printf '  Cài softhsm2\n'
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq softhsm2 >/dev/null
else
    printf 'The signing tests need SoftHSM 2. Ask for: apt-get install softhsm2\n' >&2
    exit 1
fi

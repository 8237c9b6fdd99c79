#!/usr/bin/env bash
# Makes sure that the tests have what they run against: a software token for PKCS #11 (SoftHSM 2), and Spark with a Java.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
{ [ -e /usr/lib/softhsm/libsofthsm2.so ] && command -v softhsm2-util >/dev/null; } || missing+=(softhsm2)
command -v "${JAVA_HOME:+$JAVA_HOME/bin/}java" >/dev/null || missing+=(default-jre-headless)
if [ ${#missing[@]} -gt 0 ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        printf '  Cài %s\n' "${missing[*]}"
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
    else
        printf 'The tests of signing and of Spark need: apt-get install %s\n' "${missing[*]}" >&2
        exit 1
    fi
fi

# The dependencies of spark.txt have the versions of dev.txt, so that only pyspark and py4j are added. pyspark comes as
# source, and is built with our own setuptools: a build on its own would fetch one that is not in the lock.
lock=$(sha256sum requirements/spark.txt | cut -d' ' -f1)
if [ "$(cat .venv/.stamps/spark 2>/dev/null)" != "$lock" ]; then
    printf '  Cài Spark cho bài kiểm thử (vài phút)\n'
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-cache-dir \
        --require-hashes -r requirements/spark.txt
    mkdir -p .venv/.stamps && printf '%s' "$lock" >.venv/.stamps/spark
fi

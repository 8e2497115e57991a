#!/bin/sh
# Writes requirements/*.txt from *.in: exact versions with the hashes that PyPI publishes, for every platform.
# No address ends up in the files, so any mirror can serve them; the hashes still decide.
set -eu
cd "$(dirname "$0")/../requirements"
tool=$(mktemp -d)
trap 'rm -rf "$tool"' EXIT
"${PYTHON:-python3}" -m venv "$tool"
"$tool/bin/pip" install --quiet --disable-pip-version-check "uv==0.13.*"
for name in build runtime dev; do
    echo "requirements/$name.txt"
    "$tool/bin/uv" pip compile --quiet --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-emit-find-links --no-header "$@" "$name.in" -o "$name.txt"
done

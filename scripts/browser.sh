#!/bin/sh
# Prints the path of a Chromium for the browser tests, getting one if the machine has none. Progress goes to stderr.
set -u
find_one() {
    for name in "${TATADESA_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
        if [ -n "$name" ] && command -v "$name" 2>/dev/null; then return 0; fi
    done
    return 1
}

find_one && exit 0
if command -v apt-get >/dev/null 2>&1; then
    root=""
    [ "$(id -u)" = 0 ] || root="sudo -n"
    if [ -z "$root" ] || sudo -n true 2>/dev/null; then
        echo "Memasang Chromium dari Debian" >&2
        DEBIAN_FRONTEND=noninteractive $root apt-get update -q >&2
        DEBIAN_FRONTEND=noninteractive $root apt-get install -y -q --no-install-recommends chromium >&2 && find_one && exit 0
    fi
fi
echo "Memasang Chromium lewat Playwright" >&2
.venv/bin/python -m playwright install chromium >&2
path=$(.venv/bin/python -c '
from playwright.sync_api import sync_playwright
with sync_playwright() as tool: print(tool.chromium.executable_path)') && [ -x "$path" ] && echo "$path" && exit 0
echo "tatadesa: tes butuh Chromium; pasang chromium atau isi TATADESA_CHROMIUM dengan alamatnya" >&2
exit 1

#!/bin/sh
# Prints the path of a Chromium for the browser tests, getting one if the machine has none. Progress goes to stderr.
# Debian's headless shell comes along where it can be had: tests/e2e/browser.py finds it, and does without if need be.
set -u
find_one() {
    for name in "${TATADESA_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
        if [ -n "$name" ] && command -v "$name" 2>/dev/null; then return 0; fi
    done
    return 1
}
root=""
[ "$(id -u)" = 0 ] || root="sudo -n"
may_install() {
    command -v apt-get >/dev/null 2>&1 && { [ -z "$root" ] || sudo -n true 2>/dev/null; }
}
install() {
    DEBIAN_FRONTEND=noninteractive $root apt-get install -y -q --no-install-recommends "$1" >&2
}
with_shell() {
    command -v chromium-headless-shell >/dev/null 2>&1 && return
    if may_install && apt-cache show chromium-headless-shell >/dev/null 2>&1; then install chromium-headless-shell; fi
}

find_one && { with_shell; exit 0; }
if may_install; then
    echo "Memasang Chromium dari Debian" >&2
    DEBIAN_FRONTEND=noninteractive $root apt-get update -q >&2
    install chromium && find_one && { with_shell; exit 0; }
fi
echo "Memasang Chromium lewat Playwright" >&2
.venv/bin/python -m playwright install chromium >&2
path=$(.venv/bin/python -c '
from playwright.sync_api import sync_playwright
with sync_playwright() as tool: print(tool.chromium.executable_path)') && [ -x "$path" ] && echo "$path" && exit 0
echo "tatadesa: tes butuh Chromium; pasang chromium atau isi TATADESA_CHROMIUM dengan alamatnya" >&2
exit 1

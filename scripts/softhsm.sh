#!/bin/sh
# Prints the path of SoftHSM's PKCS#11 module for the tests of tokens, getting it if the machine has none. Progress goes
# to stderr.
set -u
find_one() {
    command -v softhsm2-util >/dev/null 2>&1 || return 1
    for path in "${TATADESA_SOFTHSM:-}" /usr/lib/*/softhsm/libsofthsm2.so /usr/lib/softhsm/libsofthsm2.so \
        /usr/lib64/pkcs11/libsofthsm2.so /usr/lib64/softhsm/libsofthsm2.so /usr/local/lib/softhsm/libsofthsm2.so \
        /opt/homebrew/lib/softhsm/libsofthsm2.so; do
        if [ -n "$path" ] && [ -f "$path" ]; then echo "$path" && return 0; fi
    done
    return 1
}

find_one && exit 0
if command -v apt-get >/dev/null 2>&1; then
    root=""
    [ "$(id -u)" = 0 ] || root="sudo -n"
    if [ -z "$root" ] || sudo -n true 2>/dev/null; then
        echo "Memasang SoftHSM dari Debian" >&2
        DEBIAN_FRONTEND=noninteractive $root apt-get update -q >&2
        DEBIAN_FRONTEND=noninteractive $root apt-get install -y -q --no-install-recommends softhsm2 >&2 && find_one && exit 0
    fi
fi
echo "tatadesa: tes butuh SoftHSM; pasang softhsm2 atau isi TATADESA_SOFTHSM dengan alamat libsofthsm2.so" >&2
exit 1

"""The process that looks at photos: bounded in memory and time, and gone when nobody has asked for a while.

Photos come in as frames, answers go out as frames of JSON: ``{"fields", "doubtful", "seconds"}`` or
``{"error": frames.NOT_A_CARD}``. It has no settings, no database and no secrets, and ends with the one who started it.
"""

import contextlib
import json
import math
import os
import resource
import select
import sys

from tatadesa.gateways.ktp_reader import frames, reading
from tatadesa.gateways.ktp_reader.recogniser import Recogniser, opened

MEMORY = 1280 * 1024**2
CPU_SECONDS = 60
IDLE_SECONDS = 120
_LARGEST_FILE = 64 * 1024
_NICENESS = 10


def main() -> int:
    """Answer until the other side closes, or nothing has come for ``IDLE_SECONDS``."""
    _limit()
    inward, outward = sys.stdin.buffer, sys.stdout.buffer
    eyes = Recogniser()
    while select.select([inward], [], [], IDLE_SECONDS)[0]:
        jpeg = frames.read_frame(inward)
        if jpeg is None:
            return 0
        _grant_cpu()
        outward.write(frames.packed(json.dumps(_answer(jpeg, eyes)).encode()))
        outward.flush()
    return 0


def _answer(jpeg: bytes, eyes: reading.Eyes) -> dict[str, object]:
    try:
        return reading.read(opened(jpeg), eyes)
    except (reading.NotACard, OSError):
        return {"error": frames.NOT_A_CARD}


def _limit() -> None:
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    # Room for complaints on standard error, which is a file.
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError):
        os.nice(_NICENESS)


def _grant_cpu() -> None:
    """So much time for this photo, whatever was used before; SIGXCPU ends the process after that."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(usage.ru_utime + usage.ru_stime) + CPU_SECONDS, hard))


if __name__ == "__main__":
    sys.exit(main())

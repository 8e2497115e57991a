"""Ties a process to the life of its parent and, for PostgreSQL, takes root away from it. Standard library only.

Run as a script (``python -I -S leash.py --parent PID [--ordinary WAY] -- COMMAND …``) it becomes COMMAND by ``exec``,
so it costs no memory. A script and not ``preexec_fn``: code between fork and exec may deadlock where there are threads.

*Leash.* Linux sends a chosen signal to a child whose parent ends, even by ``kill -9`` (``PR_SET_PDEATHSIG``). It is
tied to the *thread* that started the child: start children from the main thread. The kernel forgets it when credentials
change, so it is set last. Elsewhere than on Linux there is no such thing and nothing is done.

*Ordinary.* PostgreSQL refuses to run as root, and ``initdb`` refuses a user id without a name. Two ways, best first:

1. ``namespace``: a user namespace in which we appear as ``nobody``. To the rest of the system we are who we were, so
   files keep their owner and folders such as ``/root`` stay reachable. Containers often forbid it.
2. ``nobody``, for root only: become that user for real. The cluster is handed over to it beforehand. Folders above it
   (again ``/root``) may be closed to it; where the container leaves us the capability to pass through them, it
   is kept, and only it.
"""

import argparse
import ctypes
import os
import pwd
import signal
import struct
import sys
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PR_SET_KEEPCAPS = 8
_PR_CAP_AMBIENT = 47
_PR_CAP_AMBIENT_RAISE = 2
_CLONE_NEWUSER = 0x10000000
_CAP_DAC_OVERRIDE = 1
_CAPABILITY_VERSION_3 = 0x20080522


def die_with_parent(parent: int, death_signal: int = signal.SIGTERM) -> None:
    """Have ``death_signal`` sent to this process when ``parent`` ends; ends at once if it has already ended."""
    if not sys.platform.startswith("linux"):
        return
    _libc().prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(1)


def needs_ordinary_user() -> bool:
    """Whether PostgreSQL would refuse us: root, or an id that no user has (some containers)."""
    return os.geteuid() == 0 or not _has_name(os.geteuid())


def nobody() -> pwd.struct_passwd:
    """The unprivileged user that every Linux system has."""
    try:
        return pwd.getpwnam("nobody")
    except KeyError:
        return next(user for user in pwd.getpwall() if user.pw_uid != 0)


def enter_user_namespace() -> bool:
    """Appear as ``nobody`` without ceasing to be ourselves; False where the system forbids it."""
    user, outer_user, outer_group = nobody(), os.geteuid(), os.getegid()
    if not sys.platform.startswith("linux") or _libc().unshare(_CLONE_NEWUSER) != 0:
        return False
    try:
        # Without CAP_SETGID outside, the kernel lets us map a group only after giving up setgroups().
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user.pw_uid} {outer_user} 1")
        Path("/proc/self/gid_map").write_text(f"{user.pw_gid} {outer_group} 1")
    except OSError:
        return False
    return os.geteuid() == user.pw_uid


def can_enter_user_namespace() -> bool:
    """Tries it in a short-lived child, as there is no way back."""
    child = os.fork()
    if child == 0:
        # An exception here would run the parent's code a second time.
        try:
            os._exit(0 if enter_user_namespace() else 1)
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def become_nobody() -> None:
    """Give up root for good, keeping at most the right to pass through closed folders."""
    user = nobody()
    libc = _libc()
    libc.prctl(_PR_SET_KEEPCAPS, 1, 0, 0, 0)
    os.setgroups([])
    os.setresgid(user.pw_gid, user.pw_gid, user.pw_gid)
    os.setresuid(user.pw_uid, user.pw_uid, user.pw_uid)
    mask = 1 << _CAP_DAC_OVERRIDE
    header = struct.pack("=Ii", _CAPABILITY_VERSION_3, 0)
    wanted = struct.pack("=6I", mask, mask, mask, 0, 0, 0)
    if libc.capset(header, wanted) == 0:
        libc.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE, _CAP_DAC_OVERRIDE, 0, 0)
    else:
        # Not ours to keep here; drop all.
        libc.capset(header, bytes(24))


def main() -> None:
    """Become the command."""
    parser = argparse.ArgumentParser(description="Run COMMAND tied to the life of its parent.")
    parser.add_argument("--parent", type=int, help="id of the parent; without it the command is not tied to anybody")
    parser.add_argument("--signal", default="SIGTERM", help="what the command gets when its parent ends")
    parser.add_argument("--ordinary", choices=("namespace", "nobody"), help="run without root, in this way")
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    if options.ordinary == "namespace" and not enter_user_namespace():
        sys.exit("tatadesa: user namespace tidak diizinkan di sini")
    if options.ordinary == "nobody":
        become_nobody()
    if options.parent:
        die_with_parent(options.parent, signal.Signals[options.signal])
    os.execv(options.command[0], options.command)  # noqa: S606 - no shell is the point


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _has_name(user_id: int) -> bool:
    try:
        pwd.getpwuid(user_id)
    except KeyError:
        return False
    return True


if __name__ == "__main__":
    main()

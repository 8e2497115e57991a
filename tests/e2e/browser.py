"""Where the browser is and how it is started."""

import os
import shutil

from playwright.sync_api import expect

# Five seconds are short on a machine that does other things; what is there at once costs nothing.
expect.set_options(timeout=20_000)

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A camera that shows a test picture; a page still has to be allowed to use it.
    "--use-fake-device-for-media-stream",
]


def chromium_path() -> str | None:
    """A whole Chromium of the system; None lets Playwright use the one it downloaded."""
    named = os.environ.get("TATADESA_CHROMIUM")
    if named:
        return named
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        found = shutil.which(name)
        if found:
            return found
    return None


def light_path() -> str | None:
    """The same engine without windows and what belongs to them, at two thirds of the cost; a whole one where it is not.

    It has no camera and dies when a push message is delivered: tests of these have the mark ``whole_browser``.
    """
    return os.environ.get("TATADESA_HEADLESS_SHELL") or shutil.which("chromium-headless-shell") or chromium_path()

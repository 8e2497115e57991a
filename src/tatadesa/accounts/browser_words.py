"""The browser behind a request, in words its owner recognises. What it says of itself decides nothing."""

_BROWSERS = (
    ("SamsungBrowser/", "Samsung Internet"),
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("OPR/", "Opera"),
    ("UCBrowser/", "UC Browser"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def browser_words(user_agent: str) -> str:
    """``Chrome di Android``; ``Peramban lain`` when nothing is recognised."""
    browser = next((words for sign, words in _BROWSERS if sign in user_agent), "Peramban lain")
    system = next((words for sign, words in _SYSTEMS if sign in user_agent), "")
    return f"{browser} di {system}" if system else browser

"""End a session."""

from django.contrib.auth import logout
from django.http import HttpRequest


def sign_out(request: HttpRequest) -> None:
    """Throw the session away on the server; what the phone kept is wiped by the face's answer."""
    logout(request)

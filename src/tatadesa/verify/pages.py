"""What the verification pages share."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page(request: HttpRequest, name: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """The page ``verify/views/<name>.html``, kept out of search engines."""
    response = render(request, f"verify/views/{name}.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response

"""The desk's service worker: a form sent into a network that is none leaves its page, and what was typed, as it was."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """``/desk/sw.js``: from here, as a worker sees only what lies below its own address."""
    response = render(request, "desk/views/worker.js", content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response

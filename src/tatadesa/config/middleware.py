"""What every answer of the site has in common: headers, size limits, errors in plain words."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, UnreadablePostError
from django.http.response import HttpResponseBase

from tatadesa.config.errors import error_page
from tatadesa.core.errors import DomainError, TooMany
from tatadesa.files.limits import MAX_FILE

# Several photos of 8 MiB in one form without JavaScript, and the words around them.
MAX_BODY = 40 * 1024 * 1024
Next = Callable[[HttpRequest], HttpResponseBase]


class SecurityHeadersMiddleware:
    """A strict content security policy on every page; nothing inline, nothing from other hosts."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        live = f" http://*:{settings.LIVE_PORT}" if settings.LIVE_PORT else ""
        self.policy = "; ".join(
            (
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                "img-src 'self' data: blob:",
                f"connect-src 'self'{live}",
                "manifest-src 'self'",
                "worker-src 'self'",
                "frame-src 'self'",
                "form-action 'self'",
                "base-uri 'none'",
                "frame-ancestors 'none'",
            )
        )

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        policy = self.policy
        if response.headers.get("X-Frame-Options") == "SAMEORIGIN":
            policy = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", "camera=(self), geolocation=(self), microphone=()")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class RequestShapeMiddleware:
    """Refuses what no view should see: a NUL in the address, and a body that is too large, before a byte is parsed.

    A view may set its own ``body_limit``, and ``file_limit`` for each file; the upload handler reads the latter.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # PostgreSQL's text holds no NUL; an address with one names nothing.
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return error_page(request, 404, "Halaman ini tidak ada. Periksa alamatnya.")
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Django calls this before the view and before the CSRF check, which would read the body."""
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            return error_page(request, 400, "Permintaan tidak dapat dibaca. Muat ulang halaman lalu coba lagi.")
        largest: int = getattr(view, "file_limit", MAX_FILE)
        if length > getattr(view, "body_limit", MAX_BODY):
            return error_page(request, 413, f"Berkas terlalu besar. Satu berkas paling besar {largest >> 20} MB.")
        request.file_limit = largest  # type: ignore[attr-defined]
        return None


class DomainErrorMiddleware:
    """Turns what an action refused into a page with the right status."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_opened = request.method == "GET" and request.accepts("text/html")
        if not (isinstance(response, HttpResponseNotAllowed) and is_opened):
            return response
        # After a form was refused its address is in the bar: whoever opens that again meets words, not a blank page.
        told = error_page(request, 405, "Alamat ini tidak bisa dibuka langsung. Kembali, lalu tekan tombolnya lagi.")
        told.headers["Allow"] = response.headers["Allow"]
        return told

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Django calls this for an exception that a view let through."""
        if isinstance(error, UnreadablePostError):
            return error_page(request, 400, "Kiriman terputus sebelum lengkap. Periksa sinyal, lalu kirim lagi.")
        if not isinstance(error, DomainError):
            return None
        response = error_page(request, error.status, error.message)
        if isinstance(error, TooMany):
            response.headers["Retry-After"] = str(error.retry_after)
        return response

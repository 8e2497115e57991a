"""What search engines may look at."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

# Requests and forms are not named: whoever is not signed in gets the sign-in page there, and a search engine is told no
# address that only a person has. Letters behind a QR code are seen without signing in, so they are.
CLOSED = (
    "/desk/",
    "/instansi/",
    "/kait/",
    "/verifikasi/",
    "/daftar/",
    "/status/",
    "/akun/",
    "/pemberitahuan/",
    "/surat/",
    "/berkas/",
    "/unggah/",
    "/push/",
    "/langsung/",
    "/luring/",
    "/bagikan/",
)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """``/robots.txt``: the portal's public pages are open, the desk and what is personal is not."""
    known = f"Sitemap: {request.build_absolute_uri(reverse('portal:sitemap'))}"
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), "Allow: /", "", known, ""]
    response = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response

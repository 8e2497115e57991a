"""Error pages: a few words on what to do, in the look of the face they happened on."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

_WORDS = {
    400: "Permintaan tidak dapat dibaca. Muat ulang halaman lalu coba lagi.",
    403: "Anda tidak boleh membuka halaman ini.",
    404: "Halaman atau data ini tidak ditemukan.",
    500: "Ada gangguan di sistem kami. Isian Anda yang sudah terkirim tetap tersimpan. Coba lagi beberapa saat.",
}


def error_page(request: HttpRequest, status: int, message: str) -> HttpResponse:
    """A page (or JSON for scripts) with ``status`` and the Indonesian ``message``."""
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"error": message}, status=status)
    face = "desk" if request.path.startswith("/desk/") else "portal"
    return render(request, f"{face}/error.html", {"status": status, "message": message}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Malformed request."""
    return error_page(request, 400, _WORDS[400])


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Refused by Django itself."""
    return error_page(request, 403, _WORDS[403])


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such address."""
    return error_page(request, 404, _WORDS[404])


def server_error(request: HttpRequest) -> HttpResponse:
    """A defect of ours."""
    return error_page(request, 500, _WORDS[500])


def csrf_failure(request: HttpRequest, reason: str = "", **kwargs: Any) -> HttpResponse:
    """A form whose token is missing, old or someone else's."""
    return error_page(
        request,
        403,
        "Halaman ini sudah terlalu lama terbuka. Tekan tombol kembali, salin isian yang panjang, muat ulang halaman, "
        "lalu kirim lagi.",
    )

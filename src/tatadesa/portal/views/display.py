"""How the pages look on this phone: size of the letters, contrast, reading aloud. Kept in a cookie, for everybody."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tatadesa.portal.pages import page

COOKIE = "tampilan"
SIZES = {"": "Biasa", "besar": "Besar", "terbesar": "Paling besar"}
SWITCHES = {
    "kontras": ("Warna lebih tegas", "Tulisan hitam pekat dan garis jelas, untuk mata yang kurang awas."),
    "bacakan": ("Tombol bacakan", "Ponsel membacakan isi halaman dengan suara, bila ponselnya bisa."),
}
_SECONDS = 365 * 24 * 3600


def chosen(request: HttpRequest) -> set[str]:
    """The choices this phone has kept, unknown ones left out."""
    known = {*SIZES, *SWITCHES} - {""}
    return known & set(request.COOKIES.get(COOKIE, "").split("."))


@require_http_methods(["GET", "HEAD", "POST"])
def display(request: HttpRequest) -> HttpResponse:
    """``/tampilan/``."""
    if request.method == "POST":
        size = request.POST.get("ukuran", "")
        kept = [size] if size in SIZES and size else []
        kept += [name for name in SWITCHES if request.POST.get(name)]
        messages.success(request, "Tampilan tersimpan di ponsel ini.")
        response = HttpResponseRedirect(reverse("portal:display"))
        response.set_cookie(
            COOKIE, ".".join(kept), max_age=_SECONDS, secure=settings.IS_HTTPS, httponly=True, samesite="Lax"
        )
        return response
    return page(request, "display", {"sizes": SIZES, "switches": SWITCHES, "chosen": chosen(request)})

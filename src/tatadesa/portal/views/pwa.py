"""What makes the portal an installable app: manifest, service worker, the page without network."""

import hashlib

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from tatadesa.core.errors import NotFound
from tatadesa.notices.ports import public_key
from tatadesa.portal.access import citizen_of

SHELL = (
    "portal/portal.css",
    "portal/icons.svg",
    # Two files, see config/scripts.py; each by itself where scripts are served as they are written.
    *(f"portal/{name}.js" for name in ("app", "live", "talk", "push", "shelf", "speak")),
    *(f"portal/{name}.js" for name in ("session", "store", "tus", "outbox", "phone")),
)
# In the first of the two; alone they are those of the desk.
PARTS_OF_OTHERS = ("forms/saying.js", "accounts/passkeys.js")


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """``/manifest.webmanifest``."""
    content = {
        "id": "/",
        "name": "TataDesa: layanan desa",
        "short_name": "TataDesa",
        "description": "Mengurus surat desa dari ponsel: ajukan, ikuti prosesnya, unduh suratnya.",
        "lang": "id",
        "dir": "ltr",
        "start_url": reverse("portal:home"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#f6f4ee",
        "theme_color": "#0b6e4f",
        "categories": ["government", "utilities"],
        "icons": [
            _picture("icons/icon-192.png", "192x192"),
            _picture("icons/icon-512.png", "512x512"),
            _picture("icons/maskable-192.png", "192x192", purpose="maskable"),
            _picture("icons/maskable-512.png", "512x512", purpose="maskable"),
        ],
        "shortcuts": [
            _shortcut("Layanan", "services"),
            _shortcut("Permohonan saya", "applications"),
            _shortcut("Surat saya", "letters"),
            _shortcut("Kabar", "notices"),
        ],
        "screenshots": [
            _picture("screens/beranda.webp", "720x1480", form_factor="narrow", label="Permohonan yang sedang diproses"),
            _picture("screens/isian.webp", "720x1480", form_factor="narrow", label="Mengisi permohonan"),
            _picture("screens/beranda-lebar.webp", "1280x800", form_factor="wide", label="Beranda di komputer"),
        ],
        "share_target": {
            "action": reverse("portal:share"),
            "method": "POST",
            "enctype": "multipart/form-data",
            "params": {"files": [{"name": "berkas", "accept": ["image/*", "application/pdf"]}]},
        },
    }
    return JsonResponse(content, content_type="application/manifest+json")


def _picture(name: str, sizes: str, **more: str) -> dict[str, str]:
    kind = "image/" + name.rpartition(".")[2]
    return {"src": static(f"portal/{name}"), "sizes": sizes, "type": kind, **more}


def _shortcut(name: str, page: str) -> dict[str, object]:
    return {"name": name, "url": reverse(f"portal:{page}"), "icons": [_picture("icons/icon-192.png", "192x192")]}


@require_safe
def asset_links(request: HttpRequest) -> JsonResponse:
    """``/.well-known/assetlinks.json``: the Android apps that may show this site without an address bar.

    See docs/android.md; 404 where there are none.
    """
    if not settings.ANDROID_APPS:
        raise NotFound("Alamat ini tidak ada.")
    return JsonResponse(
        [
            {
                "relation": ["delegate_permission/common.handle_all_urls"],
                "target": {"namespace": "android_app", "package_name": package, "sha256_cert_fingerprints": prints},
            }
            for package, prints in settings.ANDROID_APPS.items()
        ],
        safe=False,
    )


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """``/sw.js``: its version is a hash over the (already hashed) addresses of the shell."""
    is_joined = static("portal/app.js") == static("portal/live.js")
    files = list(dict.fromkeys(static(name) for name in (*SHELL, *(() if is_joined else PARTS_OF_OTHERS))))
    worker, outbox = static("portal/worker.js"), static("portal/outbox.js")
    version = hashlib.sha256("\n".join([*files, worker, outbox]).encode()).hexdigest()[:12]
    words = {
        # Browsers whose workers know no modules get the same without what needs them.
        "modules": request.GET.get("jenis") != "klasik",
        "outbox": outbox,
        "shared": static("portal/shared.js"),
        "worker": worker,
        "shell": {
            "cache": f"tatadesa-{version}",
            "offline": reverse("portal:offline"),
            "files": files,
            "icon": static("portal/icons/icon-192.png"),
        },
    }
    response = HttpResponse(render_to_string("portal/sw.js", words), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """``/luring/``: kept on the phone, so it is the same for everybody."""
    return render(request, "portal/views/offline.html")


@require_safe
def signed_in(request: HttpRequest) -> JsonResponse:
    """``/luring/akun/``: who is signed in, and a token for what waits on the phone; other sites cannot read it."""
    account = citizen_of(request)
    content = {
        "akun": str(account.pk) if account is not None else None,
        "token": get_token(request),
        # For a browser that renews its address for push messages.
        "kunci": public_key() if account is not None else None,
    }
    return JsonResponse(content, headers={"Cache-Control": "private, no-store"})

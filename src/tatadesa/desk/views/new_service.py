"""A new service: from nothing, from the shipped library, from another service of the office, from a file."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.models import StaffMember
from tatadesa.catalogue.actions.start_service import start_service
from tatadesa.catalogue.builder.content import Content, content_of
from tatadesa.catalogue.builder.queries import categories_of, own_services, service_in_office
from tatadesa.catalogue.builder.starting import MAX_FILE, blank, from_library, templates
from tatadesa.catalogue.permissions import require_builder
from tatadesa.core.errors import Conflict, InvalidInput, NotFound
from tatadesa.desk.access import staff_required
from tatadesa.desk.views.builder_versions import LARGEST_SENT, read_file
from tatadesa.files.limits import one_file_up_to

_MAX_SEARCH = 80
Start = tuple[str, str, Content, str, str]


@one_file_up_to(LARGEST_SENT)
@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/layanan/baru/?cari=``: ``dari`` says what to begin from."""
    require_builder(staff)
    if request.method != "POST":
        return _shown(request, staff, {})
    start = _STARTS.get(request.POST.get("dari", ""))
    if start is None:
        raise NotFound("Tombol ini tidak dikenal. Muat ulang halaman.")
    try:
        name, category, content, words, slug = start(request, staff)
        draft = start_service(staff, name, category, content, words, slug=slug)
    except InvalidInput as error:
        return _shown(request, staff, error.errors, error.status)
    except Conflict as error:
        return _shown(request, staff, {"nama": error.message}, error.status)
    messages.success(request, f"{words}. Warga belum melihatnya sampai Anda menerbitkannya.")
    return redirect("desk:builder", draft.service.slug)


def _from_nothing(request: HttpRequest, staff: StaffMember) -> Start:
    name, category = request.POST.get("nama", ""), request.POST.get("kelompok", "")
    return name, category, blank(name.strip()[:120], category), "Layanan baru dimulai dari halaman kosong", ""


def _from_library(request: HttpRequest, staff: StaffMember) -> Start:
    slug = request.POST.get("contoh", "")
    content = from_library(slug)
    return content["name"], content["category"], content, f"Dimulai dari contoh {content['name']}", slug


def _from_own(request: HttpRequest, staff: StaffMember) -> Start:
    service = service_in_office(staff, request.POST.get("layanan", ""))
    if service.current is None:
        raise NotFound("Layanan ini belum punya versi yang terbit.")
    service.current.service = service
    content = content_of(service.current)
    name = request.POST.get("nama_salinan", "").strip() or f"{content['name']} (salinan)"[:120]
    return name, content["category"], content, f"Dimulai dari {content['name']}", ""


def _from_file(request: HttpRequest, staff: StaffMember) -> Start:
    content, slug = read_file(request)
    return content["name"], content["category"], content, "Dimulai dari berkas", slug


_STARTS: dict[str, Callable[[HttpRequest, StaffMember], Start]] = {
    "kosong": _from_nothing,
    "contoh": _from_library,
    "layanan": _from_own,
    "berkas": _from_file,
}


def _shown(request: HttpRequest, staff: StaffMember, errors: dict[str, str], status: int = 200) -> HttpResponse:
    search = request.GET.get("cari", "").replace("\0", "").strip()[:_MAX_SEARCH]
    context = {
        "here": "services",
        "search": search,
        "templates": templates(search),
        "services": own_services(staff),
        "categories": categories_of(staff),
        "values": {name: request.POST.get(name, "") for name in ("nama", "kelompok", "layanan", "nama_salinan")},
        "errors": errors,
        "max_kb": MAX_FILE // 1024,
    }
    return render(request, "desk/views/new_service.html", context, status=status)

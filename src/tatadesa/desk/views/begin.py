"""A new office on its way to the first published service: what is done, what comes next, and the poster at the end."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.accounts.permissions import may_manage_staff
from tatadesa.administration.onboarding import progress_of
from tatadesa.administration.permissions import require_office_manager
from tatadesa.catalogue.actions.publish_from_library import publish_from_library
from tatadesa.catalogue.builder.starting import templates
from tatadesa.catalogue.permissions import require_builder
from tatadesa.catalogue.queries import list_of_office
from tatadesa.core.errors import InvalidInput
from tatadesa.desk.access import staff_required
from tatadesa.letters.pictures import qr_svg
from tatadesa.offices.models import Office
from tatadesa.residents.permissions import may_edit

# What every village is asked for first; all of them need nothing but the register and a photo.
USUAL = ("domisili", "sktm", "domisili-usaha", "pengantar-umum", "pengantar-skck", "belum-menikah", "kehilangan")
_WORDS = {
    "profile": ("Alamat dan kontak kantor", "Periksa alamat, telepon, dan ke mana warga mengadu.", "office_profile"),
    "letterhead": (
        "Kop surat dan nomor surat",
        "Periksa baris kop, pasang logo, lihat contohnya.",
        "office_letterhead",
    ),
    "hours": ("Jam kerja", "Batas waktu layanan dihitung dengan jam ini.", "office_hours"),
    "staff": ("Perangkat", "Buat akun operator dan kepala desa.", "staff"),
    "register": (
        "Data penduduk",
        "Dimasukkan operator atau sekretaris desa dari lembar Excel. Warga bisa mendaftar setelah datanya ada.",
        "imports",
    ),
    "services": ("Layanan pertama", "Pilih dari pustaka, lalu terbitkan.", "begin_services"),
}


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """``/desk/mulai/``."""
    progress = progress_of(staff)
    may_open = {"staff": may_manage_staff(staff), "register": may_edit(staff)}
    steps = [(step, *_WORDS[step.key][:2], _address(step.key, may_open)) for step in progress.steps]
    context = {
        "progress": progress,
        "steps": steps,
        "office": staff.office,
        "officer": staff,
        "address": public_address(staff.office),
    }
    return render(request, "desk/views/begin.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def services(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/mulai/layanan/``: choose from the shipped library and publish in one step."""
    require_builder(staff)
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            count = publish_from_library(staff, request.POST.getlist("layanan"))
        except InvalidInput as refused:
            errors = refused.errors
        else:
            messages.success(request, f"{count} layanan diterbitkan. Warga sudah bisa melihatnya.")
            return redirect("desk:begin")
    listed = [one.service for one in list_of_office(staff.office)]
    own = {service.slug for service in listed if service.office_id == staff.office_id}
    # What an office above offers is no service of this one. It is not ticked either: an own one would take its place.
    shown = {service.slug for service in listed}
    rows = [template for template in templates() if template.slug not in own]
    usual = [row for row in rows if row.slug in USUAL]
    context = {
        "groups": [("Yang paling sering diminta", usual), ("Lainnya", [row for row in rows if row not in usual])],
        "chosen": {*USUAL} - shown if request.method != "POST" and not own else (),
        "errors": errors,
        "officer": staff,
    }
    return render(request, "desk/views/begin_services.html", context, status=422 if errors else 200)


@require_safe
@staff_required
def poster(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """``/desk/mulai/poster/``: a sheet for the wall."""
    require_office_manager(staff)
    context = {"office": staff.office, "address": public_address(staff.office)}
    return render(request, "desk/views/begin_poster.html", context)


@require_safe
@staff_required
def poster_picture(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """``/desk/mulai/poster/qr.svg``."""
    require_office_manager(staff)
    return HttpResponse(qr_svg(public_address(staff.office)), content_type="image/svg+xml")


def public_address(office: Office) -> str:
    """Where citizens find the services of ``office``."""
    path = reverse("portal:services")
    return f"{settings.BASE_URL}{path}?{urlencode({'desa': office.code})}" if office.is_village else settings.BASE_URL


def _address(key: str, may_open: dict[str, bool]) -> str:
    return reverse(f"desk:{_WORDS[key][2]}") if may_open.get(key, True) else ""

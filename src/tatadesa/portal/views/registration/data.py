"""What the card says, to be corrected by the person it belongs to."""

from collections.abc import Collection, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from tatadesa.core.clock import office_today
from tatadesa.core.errors import InvalidInput
from tatadesa.portal.registering import onward, registration_required, show, step_required
from tatadesa.registrations.actions.confirm_data import confirm_data
from tatadesa.registrations.actions.send import send
from tatadesa.registrations.filling import Step, fields_open, suggestions
from tatadesa.registrations.models import Registration
from tatadesa.registrations.person import check_person
from tatadesa.residents import codes

LABELS = {
    "nik": ("nik", "NIK"),
    "name": ("name", "Nama lengkap"),
    "birth_place": ("birth_place", "Tempat lahir"),
    "birth_date": ("birth_date", "Tanggal lahir"),
    "sex": ("sex-1", "Jenis kelamin"),
    "address": ("address", "Alamat"),
    "rt": ("rt", "RT"),
    "rw": ("rw", "RW"),
}
_MAX_TYPED = 250


@require_http_methods(["GET", "HEAD", "POST"])
@registration_required
@step_required(Step.DATA)
def data(request: HttpRequest, registration: Registration) -> HttpResponse:
    """``/daftar/data/``. What only looks odd is asked about once: ``yakin`` is the NIK the person was asked about."""
    values, doubtful = suggestions(registration)
    if request.method != "POST":
        return _page(request, registration, values, doubtful=doubtful)
    fields = fields_open(registration)
    values = {**values, **{field: request.POST.get(field, "")[:_MAX_TYPED] for field in fields}}
    checked = check_person(values, fields, office_today(registration.office.timezone))
    is_sure = request.POST.get("yakin") == checked.values.get("nik", "")
    if checked.warnings and not checked.errors and not is_sure:
        return _page(request, registration, values, warnings=checked.warnings, asked_about=checked.values["nik"])
    try:
        changed = confirm_data(registration.pk, values)
    except InvalidInput as error:
        return _page(request, registration, values, errors=error.errors, status=error.status)
    if changed.state == changed.State.ASKED and not changed.asked_fields:
        changed = send(changed.pk)
    return onward(changed)


def _page(
    request: HttpRequest,
    registration: Registration,
    values: Mapping[str, str],
    *,
    doubtful: Collection[str] = (),
    errors: Mapping[str, str] | None = None,
    warnings: Collection[str] = (),
    asked_about: str = "",
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "registration": registration,
        "is_asked": registration.state == Registration.State.ASKED,
        "fields": fields_open(registration),
        "values": values,
        "doubtful": doubtful,
        "errors": errors or {},
        "warnings": warnings,
        "asked_about": asked_about,
        "labels": LABELS,
        "sexes": codes.SEX,
        "is_unreadable": registration.reading == Registration.Reading.UNREADABLE and not registration.nik,
        "is_read": registration.reading == Registration.Reading.READ and not registration.nik,
    }
    return show(request, registration.office_id, "data", Step.DATA, context, status=status)

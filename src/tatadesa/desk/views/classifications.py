"""The classification codes of the office: searching them, adding one, saying how long its letters are kept."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.models import StaffMember
from tatadesa.core.errors import InvalidInput
from tatadesa.desk.access import staff_required
from tatadesa.desk.views.books import typed_in
from tatadesa.letters import classifications
from tatadesa.letters.actions.change_classification import Said, change_classification
from tatadesa.letters.permissions import may_decide_archive, require_keeper

_FIELDS = ("kode", "judul", "aktif", "inaktif", "nasib")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/surat/klasifikasi/?cari=&kode=``; by POST one code is added or changed."""
    require_keeper(staff)
    words, chosen = request.GET.get("cari", "")[:100], request.GET.get("kode", "")[:30]
    values, hidden = dict.fromkeys(_FIELDS, "") | {"kode": chosen}, False
    rules = classifications.retentions(staff.office)
    if chosen:
        values["judul"] = classifications.title_of(staff.office, chosen.replace("\x00", ""))
    errors: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        values, hidden = typed_in(request, _FIELDS), "sembunyi" in request.POST
        said = Said(values["judul"], hidden, values["aktif"], values["inaktif"], values["nasib"])
        try:
            row = change_classification(staff, values["kode"], said)
        except InvalidInput as refused:
            errors, status = refused.errors, refused.status
        else:
            messages.success(request, f"Kode {row.code} disimpan.")
            return redirect("desk:classifications")
    found = classifications.search(staff.office, words, hidden=may_decide_archive(staff))
    context = {
        "rows": [(one, classifications.retention_of(rules, one.code)) for one in found],
        "most": classifications.MOST_FOUND,
        "words": words,
        "values": values,
        "is_hidden": hidden,
        "errors": errors,
        "fates": [("", "Ikut golongan di atasnya"), *classifications.FATES],
        "may_change": may_decide_archive(staff),
        "officer": staff,
    }
    return render(request, "desk/views/classifications.html", context, status=status)

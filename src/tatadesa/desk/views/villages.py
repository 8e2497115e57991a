"""The villages below a kecamatan or kabupaten side by side."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.core.errors import InvalidInput
from tatadesa.desk.access import staff_required
from tatadesa.desk.views.dashboard import Asked, handed_out
from tatadesa.insight.period import KINDS
from tatadesa.insight.permissions import require_comparer
from tatadesa.insight.sheets import tables_of_villages, written
from tatadesa.insight.villages import ORDERS, side_by_side


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """``/desk/dasbor/desa/?urut=``, of the same periods as the dashboard."""
    require_comparer(staff)
    asked = Asked.of(request, staff)
    context = {
        "staff": staff,
        "asked": asked,
        "kinds": KINDS,
        "orders": {key: words for key, (words, _) in ORDERS.items()},
        "order": asked.typed["urut"] if asked.typed["urut"] in ORDERS else "desa",
        "compared": side_by_side(staff, asked.period, asked.typed["urut"]),
    }
    return render(request, "desk/views/villages.html", context, status=422 if asked.errors else 200)


@require_safe
@staff_required
def download(request: HttpRequest, staff: StaffMember, kind: str) -> HttpResponseBase:
    """``/desk/dasbor/desa/unduh.csv`` and ``.xlsx``; raises ``InvalidInput``."""
    require_comparer(staff)
    asked = Asked.of(request, staff)
    if asked.errors:
        raise InvalidInput(asked.errors, " ".join(asked.errors.values()))
    compared = side_by_side(staff, asked.period, asked.typed["urut"])
    return handed_out(written(tables_of_villages(compared), kind), "desa", staff, asked.period, kind)

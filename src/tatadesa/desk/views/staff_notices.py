"""What an officer was told: work that a colleague handed over, complaints whose time runs out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.desk.access import staff_required
from tatadesa.notices.actions.change_digest import change_digest
from tatadesa.notices.actions.mark_read import mark_read
from tatadesa.notices.channels import wishes_of
from tatadesa.notices.models import Notice
from tatadesa.notices.queries import UNREAD_CAP, recent, unread_count


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/kabar/?setelah=``; POST marks as read what the page showed (``kabar``), not what came in since."""
    if request.method == "POST":
        mark_read(staff.account, [key for text in request.POST.getlist("kabar") if (key := _key(text)) is not None])
        messages.success(request, "Kabar ditandai sudah dibaca.")
        return redirect("desk:staff_notices")
    after = request.GET.get("setelah", "")
    found = recent(staff.account, after or None)
    context = {
        "rows": found.rows,
        "next": found.next,
        "after": after,
        "wants_digest": wishes_of(staff.pk).has_digest,
        "any_unread": any(row.state != Notice.State.READ for row in found.rows),
        "zone": staff.office.timezone,
    }
    return render(request, "desk/views/staff_notices.html", context)


@require_POST
@staff_required
def digest(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """Whether the morning's message is wanted (``mau``)."""
    change_digest(staff, wanted=request.POST.get("mau") == "1")
    messages.success(request, "Pilihan ringkasan pagi disimpan.")
    return redirect("desk:staff_notices")


@require_safe
@staff_required
def count(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """The number beside "Kabar" at the top of every page."""
    context = {"waiting": unread_count(staff.account), "cap": UNREAD_CAP}
    return render(request, "desk/views/staff_notices_count.html", context)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

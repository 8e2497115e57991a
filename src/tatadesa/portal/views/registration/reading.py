"""While the card is being read; nobody has to wait for it."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from tatadesa.portal.registering import onward, registration_required, show
from tatadesa.registrations.filling import OPEN, Step, has_photo
from tatadesa.registrations.models import Registration

_UNDERWAY = (Registration.Reading.WAITING, Registration.Reading.READING)


@require_safe
@registration_required
def reading(request: HttpRequest, registration: Registration) -> HttpResponse:
    """``/daftar/membaca/``; to ``Accept: application/json`` the state alone, and where to go once it is read."""
    data = reverse("portal:register_data")
    is_over = registration.reading not in _UNDERWAY
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"state": registration.reading, "next": data if is_over else ""})
    if registration.state not in OPEN or not has_photo(registration):
        return onward(registration)
    if is_over or registration.state == Registration.State.ASKED:
        return HttpResponseRedirect(data)
    return show(request, registration.office_id, "reading", Step.PHOTO, {"registration": registration})

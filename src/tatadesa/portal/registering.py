"""The registration of this browser. Its id is kept in the session on the server, never in an address."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from tatadesa.accounts.messages import available_channels
from tatadesa.core.errors import NotFound
from tatadesa.portal.pages import page
from tatadesa.registrations.filling import Step, find, has_photo, next_step
from tatadesa.registrations.models import Registration

P = ParamSpec("P")
RegistrationView = Callable[Concatenate[HttpRequest, Registration, P], HttpResponseBase]
_KEY = "registration"
_ORDER = (Step.PHOTO, Step.DATA, Step.CONTACT, Step.PIN, Step.NOTHING)
_ADDRESSES = {
    Step.PHOTO: "portal:register_photo",
    Step.DATA: "portal:register_data",
    Step.CONTACT: "portal:register_contact",
    Step.PIN: "portal:register_pin",
    Step.NOTHING: "portal:register_status",
}
_LABELS = {Step.PHOTO: "Foto KTP", Step.DATA: "Data diri", Step.CONTACT: "Nomor HP", Step.PIN: "PIN"}
_BEGINNING = "Mulai"
_OVER = "Pendaftaran tadi sudah berakhir dan datanya dihapus. Anda dapat mendaftar lagi."


def remember(request: HttpRequest, registration: Registration) -> None:
    """From now on this browser, and no other, goes on with ``registration``."""
    # A session somebody else may have planted here must not see what is filled in.
    request.session.cycle_key()
    request.session[_KEY] = str(registration.pk)


def forget(request: HttpRequest) -> None:
    """Phones are shared: whoever comes next finds nothing."""
    request.session.pop(_KEY, None)


def registration_of(request: HttpRequest) -> Registration | None:
    """What this browser has begun; None when that is nothing or over."""
    known = request.session.get(_KEY)
    if known is None:
        return None
    try:
        return find(UUID(known))
    except NotFound:
        forget(request)
        messages.info(request, _OVER)
        return None


def registration_required(view: RegistrationView[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Give the view the registration of this browser; without one the person is sent to the beginning."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        registration = registration_of(request)
        return _refuse(request) if registration is None else view(request, registration, *args, **kwargs)

    return guarded


def step_required(step: Step) -> Callable[[RegistrationView[P]], RegistrationView[P]]:
    """Give the view only a registration whose ``step`` can be filled in now; else on to the one that can."""

    def decorate(view: RegistrationView[P]) -> RegistrationView[P]:
        @wraps(view)
        def guarded(
            request: HttpRequest, registration: Registration, /, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            if _is_open(registration, step):
                return view(request, registration, *args, **kwargs)
            return onward(registration)

        return guarded

    return decorate


def address_of(step: Step) -> str:
    """Where ``step`` is filled in."""
    return reverse(_ADDRESSES[step])


def ask_to_sign_out(request: HttpRequest) -> HttpResponse:
    """Registering ends with signing in, so a phone that is signed in as somebody else has to be let go first."""
    messages.info(request, "Anda sudah masuk. Untuk mendaftarkan orang lain di ponsel ini, keluar dahulu.")
    return HttpResponseRedirect(reverse("portal:account"))


def following(registration: Registration) -> str:
    """Where the first step is filled in that is missing; the last one again while nothing was sent."""
    step = _next(registration)
    is_unsent = registration.state == Registration.State.BEGUN and step is Step.NOTHING
    return address_of(Step.PIN if is_unsent else step)


def onward(registration: Registration) -> HttpResponse:
    """To the first step that is missing."""
    return HttpResponseRedirect(following(registration))


def show(
    request: HttpRequest,
    office_id: UUID | None,
    name: str,
    step: Step | None,
    context: Mapping[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page ``registration/<name>.html`` with its place among the steps at this office.

    ``step`` None is the beginning, where the office may not be known yet.
    """
    labels = [_BEGINNING, *(_LABELS[one] for one in _ORDER if one in _LABELS and _is_asked(one, office_id))]
    label = _LABELS[step] if step is not None else _BEGINNING
    steps = {"step": labels.index(label) + 1, "steps": len(labels), "step_label": label}
    return page(request, f"registration/{name}", {**steps, **(context or {})}, status=status)


def _is_asked(step: Step, office_id: UUID | None) -> bool:
    return step is not Step.CONTACT or bool(available_channels(office_id))


def _next(registration: Registration) -> Step:
    return next_step(registration, contact_is_needed=_is_asked(Step.CONTACT, registration.office_id))


def _is_open(registration: Registration, step: Step) -> bool:
    """Steps already done stay open while all of it is being filled in; an officer's questions come one by one."""
    following = _next(registration)
    if registration.state != Registration.State.BEGUN:
        return step is following
    if step is Step.DATA and not has_photo(registration):
        return False
    return _is_asked(step, registration.office_id) and _ORDER.index(step) <= _ORDER.index(following)


def _refuse(request: HttpRequest) -> HttpResponse:
    start = reverse("portal:register")
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"error": "Pendaftaran ini sudah berakhir. Mulai lagi.", "next": start}, status=404)
    if request.method not in ("GET", "HEAD"):
        raise NotFound("Pendaftaran ini sudah berakhir atau dimulai di peramban lain. Mulai lagi dari halaman Daftar.")
    return HttpResponseRedirect(start)

"""One application: where it stands, what comes next, its history, answers and letter."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tatadesa.accounts.models import Account
from tatadesa.applications import filling
from tatadesa.applications.models import Application
from tatadesa.applications.queries import of_citizen, timeline
from tatadesa.applications.referrals import open_referrals
from tatadesa.applications.states import State, Verb, next_state
from tatadesa.applications.talk import COUNTS, gist_for_citizen, is_open
from tatadesa.deliveries.choosing import GIST, delivery_gist
from tatadesa.feedback.surveys import RATED, offer
from tatadesa.letters.giving_back import has_signed_file
from tatadesa.letters.queries import of_application
from tatadesa.letters.signing_queries import waits_for_pen
from tatadesa.notices.ports import public_key
from tatadesa.portal.access import citizen_required
from tatadesa.portal.pages import page
from tatadesa.portal.progress import progress

_ALSO = {**COUNTS, **RATED, **GIST}


@require_safe
@citizen_required
def application(request: HttpRequest, account: Account, number: str) -> HttpResponse:
    """``/permohonan/<number>/``."""
    found = of_citizen(account, number, _ALSO)
    own = {str(attachment.file_id): attachment.file for attachment in found.attachments.all()}
    return page(
        request,
        "application",
        {
            **_standing(found, account),
            "rows": filling.summary_of(found.version, found.answers, own, found.on_paper, found.to_bring),
            "just_sent": request.GET.get("terkirim") == "1",
            "push_key": public_key(),
        },
    )


@require_safe
@citizen_required
def history(request: HttpRequest, account: Account, number: str) -> HttpResponse:
    """``/permohonan/<number>/riwayat/``: the part of the page that changes by itself."""
    return page(request, "history", _standing(of_citizen(account, number, _ALSO), account))


def _standing(application: Application, account: Account) -> dict[str, Any]:
    state = application.state
    letter = of_application(application) if state in (State.COMPLETED, State.WITHDRAWN) else None
    is_owner = application.citizen_id == account.pk
    asked = (application.correction or {}).get("fields", ())
    return {
        "application": application,
        "zone": application.office.timezone,
        "progress": progress(application, application.office.timezone),
        "events": timeline(application),
        "rating": offer(account, application),
        "waited_for": open_referrals(application),
        "talk": gist_for_citizen(application),
        "may_write": is_open(application),
        "delivery": delivery_gist(application),
        "is_owner": is_owner,
        "letter": letter,
        "has_signed_file": letter is not None and has_signed_file(letter),
        "waits_for_pen": state == State.APPROVED and waits_for_pen(application),
        "may_change": is_owner and next_state(state, Verb.REVISE) is not None,
        "may_correct": is_owner and next_state(state, Verb.RESUBMIT) is not None,
        "may_cancel": is_owner and next_state(state, Verb.CANCEL) is not None,
        "asked": [field["label"] for field in application.version.form["fields"] if field["id"] in asked],
    }

"""Telling agencies: which referrals an event is about, and who of the other side hears of it. Rules say whether.

The one place from which anything about a question goes to whom it was asked, and to the mailbox of who asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from tatadesa.applications.models import Event, Referral
from tatadesa.applications.states import Verb
from tatadesa.notices.facts import agency_facts
from tatadesa.notices.kinds import AGENCY_HEARS
from tatadesa.notices.recipients import OFFICE, REFERRAL
from tatadesa.notices.rounds import Telling, begin_outside

_DESK = "/desk/rujukan/"
_OVER = "agency_ended"


def tell_agencies(event: Event) -> None:
    """Begin a round for each agency that hears of ``event``, once; its application's version and office are read.

    A request that is over ends the questions that its event names, whatever brought it there.
    """
    about = [event.data["referral"]] if "referral" in event.data else event.data.get("outdates", ())
    for kind, names in ((AGENCY_HEARS.get(Verb(event.verb)), about), (_OVER, event.data.get("ends", ()))):
        if kind is not None:
            for referral in _named(event, names):
                _tell(event, referral, kind)


def _tell(event: Event, referral: Referral, kind: str) -> None:
    facts = agency_facts(event, referral)
    if referral.to_office_id is not None or referral.to_contact_id is not None:
        link = "" if referral.to_office_id is None or kind == _OVER else _DESK
        begin_outside(Telling(f"{REFERRAL}:{referral.pk}", kind, event.office_id, facts, link, event=event))
    if event.data.get("is_over"):
        own = f"/desk/permohonan/{event.application.number}/"
        begin_outside(Telling(f"{OFFICE}:{event.office_id}", "agency_late", event.office_id, facts, own, event=event))


def _named(event: Event, names: Collection[str]) -> Iterable[Referral]:
    """These referrals of the event's application. One query, none where there are none."""
    if not names:
        return ()
    return Referral.objects.filter(pk__in=names, application=event.application_id).order_by("asked_at", "pk")

"""What citizens and agencies were told of a request, as a part of its page."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from tatadesa.applications.history import citizen_label
from tatadesa.applications.models import Application, Referral
from tatadesa.notices.models import Notice
from tatadesa.notices.queries import notices_of_application
from tatadesa.notices.recipients import OFFICE, REFERRAL


def notices_on_page(application: Application, referrals: Iterable[Referral]) -> dict[str, Any]:
    """Each notice with its channel and state, newest first, and who is meant. One query."""
    told = notices_of_application(application)
    names: dict[str | UUID, str] = {f"{REFERRAL}:{referral.pk}": referral.to_label for referral in referrals}
    names[f"{OFFICE}:{application.office_id}"] = "Kantor"
    if application.citizen is not None:
        names[application.citizen.pk] = citizen_label(application, application.citizen)
    if application.applicant_account_id is not None:
        names[application.applicant_account_id] = application.applicant_name
    return {
        "told_notices": told[::-1],
        "told_names": names,
        "failed_notices": sum(notice.state == Notice.State.FAILED for notice in told),
    }

"""One gentle reminder to rate an application, three days after its end, to whoever has not."""

from datetime import datetime, timedelta

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat

from tatadesa.accounts.models import Account
from tatadesa.applications.models import Application
from tatadesa.applications.states import DECIDED_STATES
from tatadesa.core.clock import now
from tatadesa.feedback.models import SurveyAnswer
from tatadesa.notices.actions.tell import tell
from tatadesa.notices.models import Notice
from tatadesa.notices.wording import Words

_AFTER = timedelta(days=3)
# Later it is no reminder any more; it also bounds what a first run looks at.
_UNTIL = timedelta(days=14)
_AT_ONCE = 500
_OCCASION = "survey:"


def remind() -> int:
    """Write the notices that are due, in the application only; gives their number.

    The owner of the application hears of it, or the applicant when it has none. The notice's own key makes it one.
    """
    moment = now()
    told = 0
    for application in _due(moment - _UNTIL, moment - _AFTER)[:_AT_ONCE]:
        said = Words(
            "Bagaimana pelayanan kami?",
            f"Permohonan {application.number} sudah selesai. Beri penilaian, cukup satu menit.",
            f"/permohonan/{application.number}/penilaian/",
        )
        told += tell(
            application.reader_ids[0], application.office_id, f"{_OCCASION}{application.pk}", said, rings=False
        )
    return told


def _due(first: datetime, last: datetime) -> QuerySet[Application]:
    given = SurveyAnswer.objects.filter(application=OuterRef("pk"))
    occasion = Concat(Value(_OCCASION), Cast(OuterRef("pk"), CharField()))
    told = Notice.objects.filter(account=OuterRef("reader"), occasion=occasion)
    reader = Account.objects.filter(pk=OuterRef("reader"), is_active=True)
    return (
        Application.objects.filter(state__in=DECIDED_STATES, decided_at__gt=first, decided_at__lte=last)
        .annotate(reader=Coalesce(F("citizen"), F("applicant_account")))
        .filter(Exists(reader), ~Exists(given), ~Exists(told))
        .only("number", "office_id", "citizen_id", "applicant_account_id")
        .order_by("decided_at")
    )

"""A citizen fills in the questionnaire about a decided application."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction

from tatadesa.accounts.models import Account
from tatadesa.applications.models import Application
from tatadesa.applications.queries import of_citizen
from tatadesa.core.clock import now, office_today
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.core.plain import many_lines
from tatadesa.feedback.bands import Bands, bands_of
from tatadesa.feedback.elements import ELEMENTS, HIGHEST, LOWEST
from tatadesa.feedback.models import SurveyAnswer
from tatadesa.feedback.surveys import is_in_time
from tatadesa.residents.queries import resident_of

MAX_REMARK = 600
_UNANSWERED = "Pilih salah satu jawaban."
_TAKEN = "Permohonan ini sudah dinilai oleh anggota keluarga yang mengajukannya. Satu permohonan dinilai satu kali."


def rate(
    account: Account, number: str, answers: Mapping[str, str], *, remark: str = "", with_profile: bool = False
) -> SurveyAnswer:
    """Keep the nine ``answers`` ("1" to "4", by the keys of ``ELEMENTS``); a repeat gives the first one.

    ``with_profile`` lets the person be counted by sex, age, education and work, as the register has them now. Raises
    ``NotFound``, ``Conflict`` outside the time for it or when the other reader was first, and ``InvalidInput`` with
    every element left open.
    """
    application = of_citizen(account, number)
    if (first := _first(account, application)) is not None:
        return first
    if not is_in_time(application):
        raise Conflict("Permohonan ini belum selesai, atau waktu menilainya sudah lewat.")
    chosen = _read(answers, remark)
    try:
        with transaction.atomic():
            return SurveyAnswer.objects.create(
                office_id=application.office_id,
                application=application,
                service_id=application.service_id,
                account=account,
                answers=chosen,
                remark=many_lines(remark),
                at=now(),
                **vars(_bands(account) if with_profile else Bands()),
            )
    except IntegrityError:
        # Sent twice at once: the unique key has decided which one counts.
        first = _first(account, application)
        if first is None:
            raise
        return first


def _first(account: Account, application: Application) -> SurveyAnswer | None:
    found = SurveyAnswer.objects.filter(application=application).first()
    if found is not None and found.account_id != account.pk:
        raise Conflict(_TAKEN)
    return found


def _read(answers: Mapping[str, str], remark: str) -> list[int]:
    allowed = {str(value): value for value in range(LOWEST, HIGHEST + 1)}
    errors = {element.key: _UNANSWERED for element in ELEMENTS if answers.get(element.key) not in allowed}
    if len(many_lines(remark)) > MAX_REMARK:
        errors["saran"] = f"Terlalu panjang: paling banyak {MAX_REMARK} huruf."
    if errors:
        raise InvalidInput(errors)
    return [allowed[answers[element.key]] for element in ELEMENTS]


def _bands(account: Account) -> Bands:
    person = resident_of(account)
    return bands_of(person, office_today(person.office.timezone)) if person is not None else Bands()

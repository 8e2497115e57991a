"""Somebody comes to the office for the printed letter."""

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.history import record, staff_label
from tatadesa.applications.locking import lock_for_reader, require_seen
from tatadesa.applications.states import State, Verb
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.core.plain import one_line
from tatadesa.deliveries.choosing import newest_shipment
from tatadesa.deliveries.models import DeliveryChoice
from tatadesa.deliveries.permissions import require_sender
from tatadesa.letters.books import record_letter_sent
from tatadesa.letters.models import DispatchEntry, Letter

MAX_NAME = 120


@transaction.atomic
def hand_over(staff: StaffMember, number: str, *, name: str, seen: int) -> DeliveryChoice:
    """Note that ``name`` (who came, at most 120 characters) has the letter.

    Raises ``NotFound``, ``NotAllowed``, ``InvalidInput``, and ``Conflict`` before the letter is there, when it is on
    its way, or was collected already.
    """
    application = lock_for_reader(staff, number)
    require_seen(application, seen)
    require_sender(staff)
    name = one_line(name)
    if not name or len(name) > MAX_NAME:
        raise InvalidInput({"nama": "Tulis nama orang yang mengambil surat."})
    if application.state != State.COMPLETED:
        raise Conflict("Suratnya belum terbit.")
    shipment = newest_shipment(application)
    if shipment is not None and shipment.is_under_way:
        raise Conflict("Surat ini sedang dikirim. Batalkan dahulu pengirimannya.")
    choice = DeliveryChoice.objects.filter(application=application).first()
    if choice is None:
        choice = DeliveryChoice(office_id=application.office_id, application=application, changed_at=now())
    if choice.collected_at is not None:
        raise Conflict("Surat ini sudah diambil.")
    choice.method = DeliveryChoice.Method.COLLECT
    choice.collected_at, choice.collected_by = now(), name
    choice.save()
    letter = Letter.objects.select_related("office").get(application=application, state=Letter.State.ISSUED)
    record_letter_sent(
        letter, way=DispatchEntry.Way.COLLECTED, recipient=name, staff=staff, occasion=f"diambil:{letter.pk}"
    )
    record(
        application,
        Verb.DELIVER,
        actor=staff.account,
        label=staff_label(staff),
        words="Surat sudah diambil di kantor.",
        note=f"Diserahkan kepada {name}.",
        data={"deliver": "collected"},
    )
    return choice

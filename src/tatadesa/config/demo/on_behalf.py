"""Two sample applications for others: a mother's for her child, and one that the counter made for an old man."""

from __future__ import annotations

from typing import Any

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.applications.actions.save_counter_draft import save_counter_draft
from tatadesa.applications.actions.save_draft import save_draft
from tatadesa.applications.actions.submit import submit
from tatadesa.applications.actions.submit_at_counter import submit_at_counter
from tatadesa.applications.drafts import Content
from tatadesa.applications.subjects import family_of
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.catalogue.queries import service_of
from tatadesa.config.demo.pictures import sample_document
from tatadesa.core.clock import office_today
from tatadesa.core.ids import uuid7
from tatadesa.files.actions.receive import receive
from tatadesa.forms.prefill import prefill
from tatadesa.residents import codes
from tatadesa.residents.models import Resident
from tatadesa.residents.queries import register_data

_SCHOOL = {
    "peruntukan": "keringanan_sekolah",
    "keperluan": "Meminta keringanan uang seragam",
    "jumlah_tanggungan": "2",
    "penghasilan_bulanan": "1200000",
    "pernyataan": "ya",
}
_MEDICINE = {**_SCHOOL, "peruntukan": "layanan_kesehatan", "keperluan": "Berobat ke rumah sakit"}


def file_for_child(mother: Account) -> None:
    """The mother asks for the youngest of her family; it waits for an officer."""
    child = max((one.resident for one in family_of(mother)), key=lambda resident: resident.birth_date)
    version, key = service_of(child.office, "sktm").version, uuid7()
    raw: dict[str, Any] = {**_known(version, child), **_SCHOOL}
    raw |= {name: [_document(mother, child, label)] for name, label in (("ktp", "KTP"), ("kk", "Kartu Keluarga"))}
    save_draft(mother, version, key, Content(raw, complete=True), resident_id=child.pk)
    submit(mother, key)


def file_at_counter(operator: StaffMember) -> None:
    """Somebody old without an account, whose KTP was shown and whose family card was scanned."""
    old = Resident.objects.filter(office=operator.office_id, account=None, base_status=codes.ALIVE)
    resident = old.select_related("family", "office").order_by("birth_date", "id")[0]
    version, key = service_of(operator.office, "sktm").version, uuid7()
    raw: dict[str, Any] = {**_known(version, resident), **_MEDICINE}
    raw |= {"kk": [_document(operator.account, resident, "Kartu Keluarga")]}
    content = Content(raw, complete=True, on_paper=["ktp"])
    save_counter_draft(operator, resident.pk, version, key, content)
    submit_at_counter(operator, key)


def _known(version: ServiceVersion, resident: Resident) -> dict[str, Any]:
    return prefill(version.form, register_data(resident), office_today(resident.office.timezone))


def _document(owner: Account, resident: Resident, label: str) -> str:
    upload = sample_document(label, resident.name, as_pdf=False)
    return str(receive(office=resident.office, owner=owner, upload=upload, upload_key=None).pk)

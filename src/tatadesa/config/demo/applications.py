"""Files the sample applications of the home village, through the same actions as the pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.applications.actions.save_draft import Content, save_draft
from tatadesa.applications.actions.submit import submit
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.catalogue.queries import service_of
from tatadesa.config.demo.journey import ENDINGS, Desk
from tatadesa.config.demo.on_behalf import file_at_counter, file_for_child
from tatadesa.config.demo.pictures import sample_document
from tatadesa.config.demo.samples import ELDER, MOTHER, WIFE, samples
from tatadesa.core.clock import office_today
from tatadesa.core.errors import DomainError
from tatadesa.core.ids import uuid7
from tatadesa.files.actions.receive import receive
from tatadesa.forms.prefill import prefill
from tatadesa.forms.registry import kind_of
from tatadesa.offices.models import Office
from tatadesa.residents.models import Resident
from tatadesa.residents.queries import register_data, resident_of

_SCANNED = ("pengantar_rt_rw", "persetujuan_tetangga")


def file_sample_applications(citizens: Sequence[Account], staff: Mapping[str, StaffMember]) -> None:
    """Submit all samples and bring each to its ending; ``citizens`` are the home village's, in ``demo.json``'s order.

    Two are for others: a child, and somebody at the counter. One more form is begun and left as a draft.
    """
    people = [_Person(account) for account in citizens]
    desk = Desk(staff["operator"], staff["kasi"], staff["sekdes"], staff["kades"], staff)
    office = desk.operator.office
    father, mother = people[0].resident, people[WIFE].resident
    for sample in samples(office_today(office.timezone), (father.name, father.nik), (mother.name, mother.nik)):
        person = people[sample.citizen]
        version = service_of(office, sample.service).version
        raw = {**person.prefilled(version), **sample.answers, **person.attached(office, version, sample.files)}
        key = uuid7()
        save_draft(person.account, version, key, Content(raw, complete=True))
        ENDINGS[sample.ending](desk, person.account, submit(person.account, key))
    file_for_child(people[MOTHER].account)
    file_at_counter(desk.operator)
    begun = service_of(office, "domisili").version
    save_draft(people[ELDER].account, begun, uuid7(), Content(people[ELDER].prefilled(begun), complete=False))


class _Person:
    """A citizen at the phone: what the register fills in, and the documents photographed once."""

    def __init__(self, account: Account) -> None:
        resident = resident_of(account)
        if resident is None:
            raise DomainError(f"Akun demo {account.login} tidak ada di buku penduduk.")
        self.account = account
        self.resident: Resident = resident
        self._register = register_data(resident)
        self._stored: dict[str, str] = {}

    def prefilled(self, version: ServiceVersion) -> dict[str, Any]:
        return dict(prefill(version.form, self._register, office_today(version.office.timezone)))

    def attached(self, office: Office, version: ServiceVersion, optional: tuple[str, ...]) -> dict[str, Any]:
        """A stored document for each file field that is required or among ``optional``."""
        fields = [field for field in version.form["fields"] if kind_of(field).keeps_files]
        return {
            field["id"]: [self._document(office, field["id"], field["label"])]
            for field in fields
            if field.get("required") or field["id"] in optional
        }

    def _document(self, office: Office, field_id: str, label: str) -> str:
        if field_id not in self._stored:
            upload = sample_document(label, self.resident.name, as_pdf=field_id in _SCANNED)
            stored = receive(office=office, owner=self.account, upload=upload, upload_key=None)
            self._stored[field_id] = str(stored.pk)
        return self._stored[field_id]

"""A kecamatan above both villages, its officers, and a service it offers to them."""

from dataclasses import dataclass
from typing import Any

from tatadesa.accounts.actions.create_staff_member import create_staff_member
from tatadesa.accounts.models import StaffMember
from tatadesa.catalogue.models import Service, ServiceVersion
from tatadesa.offices.models import Office
from tests.people import PASSWORD, TOTP_SECRET, publish_service

SLUG = "rekomendasi"


@dataclass
class District:
    """The office above the villages with what it offers."""

    office: Office
    operator: StaffMember
    head: StaffMember
    version: ServiceVersion

    @property
    def service(self) -> Service:
        """As it is now."""
        return Service.objects.get(pk=self.version.service_id)


def build_district(**changes: Any) -> District:
    """Kecamatan Uji, whose service every village of it shows; ``changes`` are fields of the service."""
    office = Office.objects.create(
        code="kecamatan-uji",
        kind=Office.Kind.KECAMATAN,
        name="Uji",
        region_id="33.02.07",
        address="Jl. Kecamatan No. 1",
        letterhead=["PEMERINTAH KABUPATEN BANYUMAS", "KECAMATAN UJI"],
        number_code="KEC-UJI",
    )
    operator = create_staff_member(office, "camat-op", PASSWORD, "Yuni Astuti", "Operator Kecamatan", ["operator"])
    head = create_staff_member(office, "camat", PASSWORD, "Bambang Irawan", "Camat", ["kades"], totp_secret=TOTP_SECRET)
    version = publish_service(office, SLUG)
    Service.objects.filter(pk=version.service_id).update(**{"offered_to": "33.02.07", **changes})
    version.service.refresh_from_db()
    return District(office, operator, head, version)

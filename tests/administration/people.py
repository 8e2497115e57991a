"""An administrator of Karangsari, and one of the kabupaten around it."""

from tatadesa.accounts.actions.create_staff_member import create_staff_member
from tatadesa.accounts.models import StaffMember
from tatadesa.offices.models import Office
from tatadesa.regions.models import Region
from tests.people import PASSWORD, TOTP_SECRET


def administrator(office: Office, username: str = "admin") -> StaffMember:
    """Somebody with no other role, past the first sign-in."""
    return create_staff_member(
        office, username, PASSWORD, "Nur Hidayati", "Administrator", ["administrator"], totp_secret=TOTP_SECRET
    )


def kabupaten() -> StaffMember:
    """The administrator of Kabupaten Banyumas."""
    office = Office.objects.create(
        code="33.02",
        kind=Office.Kind.KABUPATEN,
        name="Kabupaten Banyumas",
        region_id="33.02",
        address="Jl. Kabupaten No. 1",
        letterhead=["PEMERINTAH KABUPATEN BANYUMAS"],
        number_code="SETDA",
    )
    return administrator(office, "kabupaten")


def villages(count: int) -> list[str]:
    """Further villages of Kecamatan Uji that have no office; gives their codes."""
    rows = [
        Region(code=f"33.02.07.2{number:03}", level=4, name=f"Desa{number}", parent_id="33.02.07", postcode="53195")
        for number in range(1, count + 1)
    ]
    return [row.code for row in Region.objects.bulk_create(rows)]

"""The demo's officers. Their password is fixed and public: a demo only."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from tatadesa.accounts import secrets, totp
from tatadesa.accounts.models import Account, Role, StaffMember
from tatadesa.config.demo.offices import HOME_VILLAGE, VILLAGES
from tatadesa.offices.models import Office

PASSWORD = "coba-tatadesa-26"  # noqa: S105 - printed at every start of the demo


@dataclass(frozen=True)
class Officer:
    """A staff account of the demo; ``second_factor`` asks for a TOTP code after the password."""

    username: str
    role: Role
    office: str
    name: str
    position: str
    employee_number: str = ""
    second_factor: bool = False
    rt: str = ""
    rw: str = ""


_SECOND, _THIRD = VILLAGES[1:]
STAFF = (
    Officer("operator", Role.OPERATOR, HOME_VILLAGE, "Sri Wahyuni", "Operator Pelayanan"),
    Officer("kasi", Role.KASI, HOME_VILLAGE, "Agus Riyanto", "Kasi Pelayanan", "900003"),
    Officer("sekdes", Role.SEKDES, HOME_VILLAGE, "Dwi Lestariningsih", "Sekretaris Desa", "900002", second_factor=True),
    Officer("kades", Role.KADES, HOME_VILLAGE, "Hadi Sutrisno", "Kepala Desa", "900001", second_factor=True),
    Officer("rt", Role.RT, HOME_VILLAGE, "Warsito", "Ketua RT 001/RW 001", rt="001", rw="001"),
    Officer("rw", Role.RW, HOME_VILLAGE, "Slamet Riyadi", "Ketua RW 001", rw="001"),
    Officer("admin", Role.ADMINISTRATOR, HOME_VILLAGE, "Nur Hidayati", "Administrator", second_factor=True),
    Officer("operator2", Role.OPERATOR, _SECOND, "Tono Wibowo", "Operator Pelayanan"),
    Officer("kades2", Role.KADES, _SECOND, "Wati Suharti", "Kepala Desa", "900011", second_factor=True),
    Officer("operator3", Role.OPERATOR, _THIRD, "Rina Marlina", "Operator Pelayanan"),
    Officer("kades3", Role.KADES, _THIRD, "Bambang Purwanto", "Kepala Desa", "900021", second_factor=True),
    Officer(
        "kabupaten", Role.ADMINISTRATOR, "kabupaten-banyumas", "Tri Handayani", "Administrator", second_factor=True
    ),
    Officer("kecamatan", Role.AGENCY_OFFICER, "kecamatan-sumpiuh", "Endang Pujiastuti", "Kasi Pelayanan Umum"),
    Officer("kua", Role.AGENCY_OFFICER, "kua-sumpiuh", "Ahmad Mutohar", "Penghulu"),
    Officer("polsek", Role.AGENCY_OFFICER, "polsek-sumpiuh", "Yudi Setiawan", "Petugas Intelkam"),
    Officer("puskesmas", Role.AGENCY_OFFICER, "puskesmas-sumpiuh", "Ratna Kusumawati", "Petugas Pendaftaran"),
    Officer("dukcapil", Role.AGENCY_OFFICER, "dukcapil-banyumas", "Irma Damayanti", "Petugas Pencatatan Sipil"),
)


def open_staff_accounts(offices: dict[str, Office]) -> dict[str, StaffMember]:
    """All officers, by user name.

    In bulk and with one hash for the password they share: seventeen of Argon2 take longer than all the rest.
    """
    password = make_password(PASSWORD)
    accounts = [Account(kind=Account.Kind.STAFF, login=officer.username, password=password) for officer in STAFF]
    members = [
        StaffMember(
            account=account,
            office=offices[officer.office],
            name=officer.name,
            position=officer.position,
            employee_number=officer.employee_number,
            roles=[officer.role],
            rt=officer.rt,
            rw=officer.rw,
            totp_secret=secrets.encrypt(totp.new_secret()) if officer.second_factor else "",
        )
        for officer, account in zip(STAFF, accounts, strict=True)
    ]
    Account.objects.bulk_create(accounts)
    StaffMember.objects.bulk_create(members)
    return {member.account.login: member for member in members}


def staff_entries() -> list[dict[str, str]]:
    """The officers as ``demo.json`` lists them; their TOTP secrets are read back from the database."""
    usernames = [officer.username for officer in STAFF]
    found = StaffMember.objects.select_related("account").filter(account__login__in=usernames)
    members = {member.account.login: member for member in found}
    return [
        {
            "username": officer.username,
            "password": PASSWORD,
            "role": officer.role.value,
            "office": officer.office,
            "totp_secret": secrets.decrypt(member.totp_secret) if member.totp_secret else "",
        }
        for officer in STAFF
        if (member := members.get(officer.username)) is not None
    ]

"""Who signs a letter, and in whose name."""

from __future__ import annotations

from dataclasses import dataclass

from tatadesa.accounts.models import Role, StaffMember
from tatadesa.offices.models import Office

_HEADS = {
    Office.Kind.DESA: "Kepala Desa",
    Office.Kind.KELURAHAN: "Lurah",
}
_CIVIL_SERVANT_DIGITS = 18


@dataclass(frozen=True)
class Signer:
    """A signature in words. ``on_behalf_of`` is the head's title when somebody else signs, else empty."""

    name: str
    position: str
    employee_number: str
    on_behalf_of: str

    @property
    def positions(self) -> tuple[str, ...]:
        """The lines above the signature: ``a.n. Kepala Desa``, ``Sekretaris Desa``; or the position alone."""
        if self.on_behalf_of:
            return (f"a.n. {self.on_behalf_of}", self.position)
        return (self.position,)

    @property
    def full_position(self) -> str:
        """In one line, for lists and the verification page."""
        return f"{self.position} a.n. {self.on_behalf_of}" if self.on_behalf_of else self.position

    @property
    def employee_line(self) -> str:
        """``NIP. …`` for civil servants (18 digits), ``NIPD. …`` for village staff; empty without number."""
        digits = self.employee_number.replace(" ", "")
        if not digits:
            return ""
        label = "NIP" if digits.isdigit() and len(digits) == _CIVIL_SERVANT_DIGITS else "NIPD"
        return f"{label}. {self.employee_number}"


def signer_of(staff: StaffMember, office: Office) -> Signer:
    """``staff`` as signer: the head in the own right or as Plt., Plh., Pj.; others of a village on behalf."""
    head = _HEADS.get(Office.Kind(office.kind), "")
    is_head = staff.has_role(Role.KADES)
    acting = staff.term(Role.KADES).acting.sign if is_head else ""
    return Signer(
        name=staff.name,
        # Whoever acts as head signs as such, not in the position held besides.
        position=f"{acting} {head or staff.position}" if acting else staff.position,
        employee_number=staff.employee_number,
        on_behalf_of="" if is_head else head,
    )

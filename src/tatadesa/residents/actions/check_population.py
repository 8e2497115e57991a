"""Compare one resident with Dukcapil, for an officer."""

from uuid import UUID

from tatadesa.accounts.models import StaffMember
from tatadesa.core.access_log import record_look
from tatadesa.core.errors import InvalidInput
from tatadesa.residents import population
from tatadesa.residents.nik import is_temporary
from tatadesa.residents.permissions import require_editor
from tatadesa.residents.ports import Elements, SourceAnswer, SourceStatus
from tatadesa.residents.queries import resident_of_office

PURPOSES = {
    "permohonan": "Memeriksa permohonan surat atau layanan",
    "pendaftaran": "Memeriksa pendaftaran akun warga",
    "pemutakhiran": "Memutakhirkan data penduduk",
    "aduan": "Menindaklanjuti aduan data",
}


def check_population(staff: StaffMember, resident_id: UUID, purpose: str) -> SourceAnswer:
    """Ask Dukcapil whether what the register says about the resident is right; ``purpose`` is one of ``PURPOSES``.

    Takes as long as Dukcapil does, up to the office's time limit.
    """
    resident = resident_of_office(staff, resident_id)
    require_editor(staff)
    if purpose not in PURPOSES:
        raise InvalidInput({"keperluan": "Pilih untuk apa data ini dicek."})
    record_look(
        office_id=staff.office_id, actor_id=staff.pk, resident_id=resident.pk, purpose=f"cek Dukcapil: {purpose}"
    )
    if is_temporary(resident.nik):
        return SourceAnswer(SourceStatus.NOT_FOUND, reason="NIK ini dibuat sistem, jadi tidak dikenal Dukcapil.")
    elements = Elements(
        nik=resident.nik,
        name=resident.name,
        birth_place=resident.birth_place,
        birth_date=resident.birth_date,
        sex=resident.sex,
        no_kk=resident.family.no_kk,
        mother_name=resident.mother_name,
    )
    return population.verify(staff.office, elements, actor_id=staff.pk, purpose=purpose)

"""Which data a citizen can ask to have corrected, in the order of a person's page."""

from typing import Final

from tatadesa.residents.columns import by_field

_FIELDS = (
    "name",
    "nik",
    "family.no_kk",
    "sex",
    "birth_place",
    "birth_date",
    "family.address",
    "family.dusun",
    "family.rt",
    "family.rw",
    "religion",
    "education",
    "occupation",
    "marital_status",
    "family_role",
    "blood_type",
    "father_name",
    "mother_name",
    "present_address",
)
CORRECTABLE: Final[dict[str, str]] = {name: by_field[name].label for name in _FIELDS}

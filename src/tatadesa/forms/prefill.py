"""First answers from the population register.

``prefill`` of a field is a key (``penduduk.nama``), or a list of ``{"if": condition, "from": key}`` and
``{"if": condition, "value": text}`` of which the first that holds counts; without ``if`` it always does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tatadesa.forms.context import Field, FormContext, Schema
from tatadesa.forms.errors import Invalid
from tatadesa.forms.logic import holds, named
from tatadesa.forms.operands import ANSWER
from tatadesa.forms.registry import kind_of

_PERSON = (
    "nama nik tempat_lahir tanggal_lahir tempat_tanggal_lahir umur jenis_kelamin agama pekerjaan status_kawin "
    "kewarganegaraan alamat"
)
_RESIDENT = f"{_PERSON} no_kk pendidikan golongan_darah hubungan_keluarga jalan dusun rt rw nama_ayah nama_ibu telepon"
_SOURCES = {
    "penduduk": _RESIDENT,
    "pasangan": _PERSON,
    "ayah": _PERSON,
    "ibu": _PERSON,
    "keluarga": "no_kk kepala kepala_nik jumlah_anggota alamat",
    "wilayah": "desa kecamatan kabupaten provinsi kode_pos",
}
KEYS = frozenset(f"{source}.{name}" for source, names in _SOURCES.items() for name in names.split())
"""Text that ``residents.queries.register_data`` has: for ``prefill``, conditions and letters."""


@dataclass(frozen=True, slots=True)
class Start:
    """A first answer, and the key of the register it came from (empty for a text of the form itself)."""

    value: Any
    key: str


def sources(field: Field) -> list[str]:
    """The keys that ``prefill`` of a field names."""
    given = field.get("prefill")
    if isinstance(given, list):
        return [entry["from"] for entry in given if "from" in entry]
    return [given] if given else []


def start(field: Field, register: Mapping[str, Any], values: Mapping[str, Any], today: date) -> Start | None:
    """How a field begins; ``values`` are comparable answers for the conditions. None for an empty field."""
    given = field.get("prefill")
    for entry in given if isinstance(given, list) else [{"from": given}] if given else []:
        if "if" in entry and not holds(entry["if"], values, register, today):
            continue
        key = entry.get("from", "")
        value = kind_of(field).from_register(field, key, register) if key else entry["value"]
        return Start(value, key) if value else None
    return None


def prefill(
    schema: Schema, register: Mapping[str, Any], today: date, raw: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """First answers by field id; fields of which the register knows nothing are left out.

    Conditions look at the answers in ``raw`` and, where there are none, at the first answers of earlier fields.
    """
    context = FormContext(today=today, register=register)
    given, looked_at = raw or {}, _looked_at(schema)
    found: dict[str, Any] = {}
    values: dict[str, Any] = {}
    for field in schema["fields"]:
        name = field["id"]
        begun = start(field, register, values, today)
        if begun is not None:
            found[name] = begun.value
        if name in looked_at:
            values[name] = kind_of(field).comparable(field, given.get(name, found.get(name)), context)
    return found


def locked(schema: Schema, raw: Mapping[str, Any], context: FormContext) -> dict[str, Any]:
    """What the register says for ``locked`` fields, whatever was sent; without those it knows nothing usable of."""
    if not any(field.get("locked") for field in schema["fields"]):
        return {}
    begun = prefill(schema, context.register, context.today, raw)
    fields = {field["id"]: field for field in schema["fields"] if field.get("locked") and field["id"] in begun}
    return {name: begun[name] for name, field in fields.items() if _is_usable(field, begun[name], context)}


def follow(
    schema: Schema, raw: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any], today: date
) -> dict[str, Any]:
    """``raw`` answers when the form turns from one person to another: what the register had filled in changes along.

    ``before`` and ``after`` are the register's data of both. An answer that still says what the register said (or is
    still empty where it said nothing) becomes what it says of the new person; what was typed stays.
    """
    old, new = prefill(schema, before, today, raw), prefill(schema, after, today, raw)
    turned = dict(raw)
    for field in schema["fields"]:
        name = field["id"]
        if "prefill" in field and name in raw and says(field, raw[name], old.get(name, "")):
            turned[name] = new.get(name, "")
    return turned


def says(field: Field, answer: Any, known: Any) -> bool:
    """Whether ``answer`` (typed or kept) is what the register says, or as empty as it is."""
    if isinstance(answer, str):
        answer = answer.strip()
    if not answer or not known:
        return not answer and not known
    return bool(answer == known) or kind_of(field).same(answer, known)


def _is_usable(field: Field, value: Any, context: FormContext) -> bool:
    """Whether the register's words can be kept as they are: nobody can mend a locked field."""
    try:
        return kind_of(field).clean(field, value, context) is not None
    except Invalid:
        return False


def _looked_at(schema: Schema) -> frozenset[str]:
    """The fields that conditions of ``prefill`` look at."""
    lists = [field["prefill"] for field in schema["fields"] if isinstance(field.get("prefill"), list)]
    conditions = [entry["if"] for entries in lists for entry in entries if "if" in entry]
    return frozenset(name.removeprefix(ANSWER) for one in conditions for name in named(one) if name.startswith(ANSWER))

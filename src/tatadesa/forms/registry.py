"""The one table of field kinds. A new kind: its class, its template, its line here."""

from tatadesa.forms.context import Field
from tatadesa.forms.kinds.address import Address
from tatadesa.forms.kinds.base import Kind
from tatadesa.forms.kinds.choice import Choice
from tatadesa.forms.kinds.choices import Choices
from tatadesa.forms.kinds.date import Date
from tatadesa.forms.kinds.email import Email
from tatadesa.forms.kinds.family import Family
from tatadesa.forms.kinds.file import File
from tatadesa.forms.kinds.group import Group
from tatadesa.forms.kinds.heading import Heading
from tatadesa.forms.kinds.long_text import LongText
from tatadesa.forms.kinds.map_point import MapPoint
from tatadesa.forms.kinds.money import Money
from tatadesa.forms.kinds.nik import Nik
from tatadesa.forms.kinds.no_kk import NoKk
from tatadesa.forms.kinds.note import Note
from tatadesa.forms.kinds.number import Number
from tatadesa.forms.kinds.phone import Phone
from tatadesa.forms.kinds.photo import Photo
from tatadesa.forms.kinds.resident import Resident
from tatadesa.forms.kinds.short_text import ShortText
from tatadesa.forms.kinds.signature import Signature
from tatadesa.forms.kinds.statement import Statement
from tatadesa.forms.kinds.time import Time
from tatadesa.forms.kinds.yes_no import YesNo

_ALONE: tuple[Kind, ...] = (
    ShortText(),
    LongText(),
    Number(),
    Money(),
    Date(),
    Time(),
    Choice(),
    Choices(),
    YesNo(),
    File(),
    Photo(),
    Signature(),
    Phone(),
    Email(),
    Nik(),
    NoKk(),
    MapPoint(),
    Address(),
    Resident(),
    Family(),
    Statement(),
    Heading(),
    Note(),
)
KINDS: dict[str, Kind] = {kind.name: kind for kind in (*_ALONE, Group(_ALONE))}


def kind_of(field: Field) -> Kind:
    """The kind of a checked field."""
    return KINDS[field["kind"]]


def is_required(field: Field) -> bool:
    """Whether a checked field must be answered."""
    return bool(field.get("required")) or kind_of(field).always_required

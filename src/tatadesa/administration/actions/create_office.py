"""Make one office with its first administrator."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError

from tatadesa.accounts import own_secret
from tatadesa.accounts.models import StaffMember
from tatadesa.accounts.passwords import random_password
from tatadesa.administration.new_offices import Known, Prepared, Typed, prepare, write
from tatadesa.administration.permissions import require_maker
from tatadesa.core.errors import InvalidInput
from tatadesa.offices.models import Office


@dataclass(frozen=True)
class Made:
    """The office, and what opens it the first time."""

    office: Office
    username: str
    password: str


def create_office(typed: Typed) -> Made:
    """Make the office from the command line: the first one of an installation, and any other.

    The password is returned to be shown once; it works for two weeks and has to be changed at the first sign-in. Raises
    ``InvalidInput`` naming the fields at fault, also for an office that is there already: nothing is overwritten.
    """
    return _made(prepare(typed, Known.of([typed])), None)


def create_office_below(staff: StaffMember, typed: Typed, *, own_password: str) -> Made:
    """As ``create_office``, by an administrator of the kabupaten or kecamatan the office lies in.

    ``own_password`` is the administrator's. Raises ``NotFound`` to others, ``InvalidInput`` (``rahasia`` for a wrong
    password).
    """
    require_maker(staff)
    prepared = prepare(typed, Known.of([typed]), within=staff.office.region_id)
    own_secret.confirm(staff.account, own_password, field="rahasia")
    return _made(prepared, staff)


def _made(prepared: Prepared, maker: StaffMember | None) -> Made:
    password = random_password()
    try:
        write([prepared], [make_password(password)], maker)
    except IntegrityError as error:
        words = "Kantor atau nama pengguna ini baru saja dibuat orang lain. Muat ulang halaman."
        raise InvalidInput({"kode": words}) from error
    return Made(prepared.office, prepared.username, password)

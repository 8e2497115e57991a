"""For whom a letter is: what choosing its way needs to know, the same before a request is sent as after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tatadesa.accounts.models import Account
from tatadesa.applications.models import Application
from tatadesa.deliveries.models import DeliveryChoice
from tatadesa.offices.models import Office

NAME, PHONE, ADDRESS = "penerima", "telepon_penerima", "alamat_kirim"


@dataclass(frozen=True)
class Addressee:
    """``office`` sends; ``register`` is what it knows of the person, ``phone`` (62...) the account's own number.

    ``kept`` are answers of the address form chosen before, ``pages`` those of the letter, None while it is not made.
    """

    office: Office
    register: Mapping[str, Any] = field(repr=False)
    phone: str = field(default="", repr=False)
    kept: Mapping[str, Any] = field(default_factory=dict, repr=False)
    pages: int | None = None
    asker: str = ""
    """Whose questions about prices are counted: the account the request belongs to."""


def of_application(application: Application, choice: DeliveryChoice | None) -> Addressee:
    """Of a request the caller has fetched through its owner, with what was chosen for it. One query or two."""
    return Addressee(
        office=application.office,
        register=application.register_data,
        phone=_phone(application.citizen),
        kept=answers_of(choice),
        pages=page_count(application),
        asker=str(application.citizen_id or ""),
    )


def of_draft(account: Account, office: Office, register: Mapping[str, Any]) -> Addressee:
    """Of a request that ``account`` is about to send to ``office``, about the person ``register`` knows."""
    return Addressee(office, register, _phone(account), asker=str(account.pk))


def answers_of(choice: DeliveryChoice | None) -> dict[str, Any]:
    """What was chosen, as answers of the address form; empty when nothing was."""
    if choice is None or not choice.address:
        return {}
    return {NAME: choice.receiver_name, PHONE: choice.receiver_phone, ADDRESS: choice.address}


def page_count(application: Application) -> int | None:
    """Pages of the issued letter; None before."""
    return application.letters.filter(state="issued").values_list("file__pages", flat=True).first()


def _phone(account: Account | None) -> str:
    return (account.citizen.phone or "") if account is not None else ""

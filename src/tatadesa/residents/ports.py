"""What the register needs from outside: somebody who knows whether a person's data are right (Dukcapil)."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol, cast

from tatadesa.core import effects

ELEMENTS = ("name", "birth_place", "birth_date", "sex", "no_kk", "mother_name")


@dataclass(frozen=True)
class Elements:
    """What is asked about one person. Empty ones are not asked; ``sex`` is 1 (male) or 2, as in ``codes.py``."""

    nik: str = field(repr=False)
    name: str = field(default="", repr=False)
    birth_place: str = field(default="", repr=False)
    birth_date: date | None = field(default=None, repr=False)
    sex: int | None = field(default=None, repr=False)
    no_kk: str = field(default="", repr=False)
    mother_name: str = field(default="", repr=False)


class SourceStatus(StrEnum):
    """What the source says about a NIK and its elements."""

    MATCHED = "matched"
    """The NIK is known and every element that was answered agrees."""
    NOT_MATCHED = "not_matched"
    """The NIK is known, some element differs."""
    NOT_FOUND = "not_found"
    DECEASED = "deceased"
    DUPLICATE = "duplicate"
    INACTIVE = "inactive"
    UNAVAILABLE = "unavailable"
    """No answer about the person: network, quota, login ... ``reason`` says which."""
    OFF = "off"
    """The office does not use the source."""


@dataclass(frozen=True)
class SourceAnswer:
    """Matched or not, never the data itself.

    ``fields`` maps those of ``ELEMENTS`` that were answered to whether they agree. ``reason`` is Indonesian, for an
    officer, and holds nothing about the person. ``quota_left`` when the source tells how many questions remain today.
    """

    status: SourceStatus
    fields: dict[str, bool] = field(default_factory=dict)
    reason: str = ""
    quota_left: int | None = None


@dataclass(frozen=True)
class SourceSettings:
    """How one office reaches the source: agreements differ in nearly everything."""

    base_url: str
    """``http`` or ``https``, the host (mostly a private address behind a VPN) and perhaps a path."""
    path: str
    """Between host and method: ``dukcapil/get_json/33/diskominfo_33``."""
    method: str
    """``CALL_VERIFY_BY_ELEMEN``, ``nik_verifby_elemen``, ``call_nik`` ... as the agreement spells it."""
    reads_data: bool
    """False: the source compares (match only). True: it returns the data and we compare in memory."""
    user_id: str = field(repr=False)
    password: str = field(repr=False)
    client_ip: str
    """The address the institution has registered, sent as an element."""
    nik_key: str = "NIK"
    user_key: str = "USER_ID"
    password_key: str = "PASSWORD"  # noqa: S105 - the name of a key
    ip_key: str = "IP_USER"
    threshold_key: str = "TRESHOLD"
    threshold: int = 90
    """0 to 100: from which likeness on a name or a place agrees."""
    threshold_as_text: bool = True
    date_day_first: bool = True
    """``DD-MM-YYYY``; else ``YYYY-MM-DD``."""
    sends_transaction_id: bool = False
    elements: tuple[str, ...] = ELEMENTS
    basic_user: str = field(default="", repr=False)
    basic_password: str = field(default="", repr=False)
    timeout_seconds: float = 10.0
    """For everything: connecting, sending and the whole answer."""
    verifies_tls: bool = True
    ca_certificate: str = ""
    """PEM of the authority that signed the source's certificate, when it is none of the public ones."""


class PopulationSource(Protocol):
    """Knows the nation's register. Never raises for what the source or the network does."""

    def verify(self, settings: SourceSettings, elements: Elements) -> SourceAnswer:
        """Ask once."""
        ...


def source() -> PopulationSource:
    """The adapter that wiring chose."""
    return cast("PopulationSource", effects.port("population_source"))

"""A browser that registers, page after page, without JavaScript."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.test import Client

from tatadesa.registrations.actions.read_card import read_card
from tatadesa.registrations.models import Registration
from tests.mailbox import Mailbox
from tests.registrations.applying import DEWI, PHONE, Reader, card
from tests.registrations.waiting import PIN

KARANGSARI = "33.02.07.2901"


class Browser:
    """Follows the form of each page; ``to`` is where the last answer led."""

    def __init__(self, **client: Any) -> None:
        self.client = Client(**client)
        self.last: HttpResponse | None = None

    @property
    def to(self) -> str:
        assert self.last is not None
        return self.last.headers.get("Location", "")

    @property
    def registration(self) -> Registration:
        """What this browser has begun."""
        return Registration.objects.get(pk=UUID(self.client.session["registration"]))

    def go_on_with(self, registration: Registration) -> None:
        """This browser is the one that began ``registration``."""
        session = self.client.session
        session["registration"] = str(registration.pk)
        session.save()

    def post(self, path: str, **data: Any) -> HttpResponse:
        self.last = self.client.post(path, data)
        return self.last

    def start(self, village: str = KARANGSARI) -> HttpResponse:
        return self.post("/daftar/", desa=village, setuju="ya")

    def photo(self, reader: Reader | None = None) -> HttpResponse:
        answer = self.post("/daftar/foto/", berkas=card())
        if reader is not None:
            read_card(self.registration.pk, reader, is_last_try=True)
        return answer

    def data(self, **changes: str) -> HttpResponse:
        return self.post("/daftar/data/", **{**DEWI, **changes})

    def contact(self, phone: str = PHONE) -> HttpResponse:
        self.post("/daftar/kontak/", alamat=phone)
        return self.post("/daftar/kode/", kode=Mailbox().last_code(phone))

    def pin(self, pin: str = PIN) -> HttpResponse:
        return self.post("/daftar/pin/", pin=pin, pin_lagi=pin)

    def all(self, *, phone: str = PHONE, **data: str) -> HttpResponse:
        """From the first page to the last."""
        self.start()
        self.photo(Reader(nik=data.get("nik", DEWI["nik"])))
        self.data(**data)
        self.contact(phone)
        return self.pin()

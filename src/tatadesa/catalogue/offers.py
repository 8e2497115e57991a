"""A service as one office shows it to its people: whose it is, in whose words, and who works on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tatadesa.catalogue.handling_office import handling_office
from tatadesa.catalogue.models import Service, ServiceVersion
from tatadesa.core.text import date_words
from tatadesa.offices.models import Office

OFF_WORDS = "Desa ini tidak membuka layanan ini."
TEXTS = ("name", "summary", "cost", "note")
"""What an office may say in its own words; ``note`` is its own alone."""


@dataclass(frozen=True)
class Offered:
    """A service at the office ``home``: its published ``version`` (with service and owner), and what ``home`` chose.

    ``texts`` are the words of ``home`` where they differ, ``is_off`` says that it does not offer the service.
    """

    version: ServiceVersion
    home: Office
    texts: Mapping[str, str]
    is_off: bool = False

    @property
    def service(self) -> Service:
        """The service itself."""
        return self.version.service

    @property
    def slug(self) -> str:
        """Its place in addresses."""
        return self.service.slug

    @property
    def owner(self) -> Office:
        """Whose service it is."""
        return self.service.office

    @property
    def is_own(self) -> bool:
        """Whether the office shows a service of its own."""
        return self.service.office_id == self.home.pk

    @property
    def handled_at(self) -> Office:
        """Whose inbox the applications come to."""
        return handling_office(self.service, self.home)

    @property
    def name(self) -> str:
        """What the office calls it."""
        return self.texts.get("name") or self.version.name

    @property
    def summary(self) -> str:
        """What it is for."""
        return self.texts.get("summary") or self.version.summary

    @property
    def cost(self) -> str:
        """What it costs here."""
        return self.texts.get("cost") or str(self.version.standard["cost"])

    @property
    def note(self) -> str:
        """What the office adds; empty when nothing."""
        return self.texts.get("note", "")

    def closed(self, today: date) -> str:
        """Why nobody can apply on ``today`` (the date at the handling office), in words; empty when one can."""
        return OFF_WORDS if self.is_off else closed_words(self.service, today)


def closed_words(service: Service, today: date) -> str:
    """Why the owner's settings let nobody apply on ``today``, in words; empty when one can."""
    if not service.is_open:
        return "Layanan ini sedang ditutup."
    if service.opens_on is not None and today < service.opens_on:
        return f"Layanan ini dibuka mulai {date_words(service.opens_on)}."
    if service.closes_on is not None and today > service.closes_on:
        return f"Layanan ini ditutup sejak {date_words(service.closes_on)} berakhir."
    return ""

"""The Jinja environment all pages share."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined

from tatadesa.core import clock, text


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    """``url("portal:home")``: a path by name, arguments by position or by name."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def _ago(moment: datetime) -> str:
    """How long ago ``moment`` was."""
    return text.age_words(clock.now() - moment)


def _date_there(moment: datetime, zone: str) -> str:
    """The date of ``moment`` at an office in ``zone``."""
    return text.date_words(clock.local(moment, zone).date())


def _source_url() -> str:
    """Where the running version's source is; empty when nobody said."""
    return str(settings.SOURCE_URL)


def environment(**options: Any) -> Environment:
    """Escaping on, unknown names are errors, so that a misspelt name never prints an empty place."""
    options["undefined"] = StrictUndefined
    made = Environment(trim_blocks=True, lstrip_blocks=True, **options)  # noqa: S701 - Django passes autoescape=True
    made.globals.update(
        static=static,
        url=_url,
        tanggal=text.date_words,
        tanggal_di=_date_there,
        waktu=text.moment_words,
        lamanya=_ago,
        ribuan=text.thousands,
        rupiah=text.rupiah,
        mask_nik=text.mask_nik,
        telepon=text.phone_words,
        inisial=text.initials,
        source_url=_source_url,
        now=clock.now,
    )
    return made

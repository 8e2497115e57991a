"""How often one address may ask: enough for a busy counter, far too little to search for codes."""

from django.http import HttpRequest

from tatadesa.accounts import throttle
from tatadesa.accounts.addresses import client_address

_CAPACITY = 120
_PER_SECONDS = 600
# Taking a strange file apart costs a process; most files are known by their bytes and cost none.
_READINGS = 30


def spend(request: HttpRequest) -> None:
    """Take one try; raises ``TooMany``. Generous, as many phones share one address of their provider."""
    throttle.spend("verifikasi", client_address(request), capacity=_CAPACITY, per_seconds=_PER_SECONDS)


def spend_reading(request: HttpRequest) -> None:
    """Take one file to be taken apart; raises ``TooMany``."""
    throttle.spend("verifikasi-berkas", client_address(request), capacity=_READINGS, per_seconds=_PER_SECONDS)

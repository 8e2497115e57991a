"""Asking a provider for prices, and keeping what it says."""

from __future__ import annotations

from dataclasses import asdict
from uuid import UUID

from tatadesa.core.clock import now
from tatadesa.deliveries import couriers
from tatadesa.deliveries.models import Quote
from tatadesa.deliveries.ports import Outcome, Parcel

CONTENT = "Dokumen surat desa"


def fetch(quote_id: UUID) -> Quote | None:
    """Ask the provider for the prices of one row and keep what it says; what it said before stays when it fails."""
    quote = Quote.objects.filter(pk=quote_id).first()
    if quote is None:
        return None
    parcel = Parcel(quote.weight, CONTENT, quote.value)
    try:
        answer = couriers.ask(
            quote.office_id,
            quote.provider,
            lambda courier, account: courier.rates(account, quote.origin, quote.destination, parcel),
        )
    except couriers.Paused:
        Quote.objects.filter(pk=quote_id).update(failure="Layanan ongkos sedang tidak menjawab.")
        return quote
    rows = Quote.objects.filter(pk=quote_id)
    if answer.outcome is Outcome.DONE:
        rows.update(rates=[asdict(rate) for rate in answer.rates], fetched_at=now(), failure="")
    elif answer.outcome is Outcome.NOTHING:
        rows.update(rates=[], fetched_at=now(), failure="Tidak ada ongkos untuk tujuan ini.")
    else:
        rows.update(failure=answer.reason[:240] or "Layanan ongkos tidak menjawab.")
    quote.refresh_from_db()
    return quote

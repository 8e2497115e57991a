"""How heavy a letter is."""

from tatadesa.deliveries.models import DeliverySettings

STEP = 50
"""Grams to which a weight is rounded up before prices are asked, so that one price serves many letters."""


def grams(settings: DeliverySettings, pages: int) -> int:
    """Envelope and sheets, one page each, rounded up to ``STEP``; at least one step."""
    weight = settings.envelope_grams + settings.sheet_grams * max(pages, 1)
    return max(-(-weight // STEP), 1) * STEP

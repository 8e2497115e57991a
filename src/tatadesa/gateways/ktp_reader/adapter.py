"""The card reader behind ``registrations.ports.CardReader``."""

import time

from tatadesa.gateways.ktp_reader import frames
from tatadesa.gateways.ktp_reader.process import ChildFailed, process
from tatadesa.registrations.ports import CardReaderDown, CardReading, CardUnreadable

_NO_CARD = (
    "Foto ini tidak terbaca sebagai KTP. Letakkan KTP di tempat terang, penuhi bingkai foto dengan KTP, "
    "lalu foto lagi. Anda juga bisa mengetik sendiri."
)


class KtpReader:
    """Reads in a child process; the first call starts it (about two seconds)."""

    def read(self, jpeg: bytes) -> CardReading:
        """Read the card on ``jpeg``; raises ``CardUnreadable`` or ``CardReaderDown``."""
        started = time.monotonic()
        try:
            answer = process.ask(jpeg)
        except ChildFailed as error:
            raise CardReaderDown(str(error)) from error
        if answer.get("error") == frames.NOT_A_CARD:
            raise CardUnreadable(_NO_CARD)
        return CardReading(
            fields={str(name): str(value) for name, value in answer["fields"].items()},
            doubtful=tuple(str(name) for name in answer["doubtful"]),
            seconds=time.monotonic() - started,
        )

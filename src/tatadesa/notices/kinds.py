"""Kinds of things people are told of, who hears of them as a rule, and on which channels. Pure data."""

from dataclasses import dataclass
from typing import Final

from tatadesa.applications.states import Verb
from tatadesa.notices.models import Notice

Channel = Notice.Channel
OUTSIDE: Final = (Channel.WEB_PUSH, Channel.WHATSAPP, Channel.TELEGRAM, Channel.EMAIL, Channel.SMS)
"""Everything but the application itself, in the usual order: what costs nothing comes first."""
ABROAD: Final = (Channel.WHATSAPP, Channel.TELEGRAM, Channel.EMAIL, Channel.SMS)
"""Channels that need a person's consent and wait for the morning."""
AGENCY: Final = (Channel.WHATSAPP, Channel.EMAIL)
"""What reaches an agency. No SMS: a link does not fit into one."""
MAIL: Final = (Channel.EMAIL,)
"""What reaches an office's own mailbox."""


@dataclass(frozen=True)
class Kind:
    """One kind. ``channels`` is the usual order; ``staff`` who of the office hears of it on the desk."""

    key: str
    label: str
    channels: tuple[str, ...] = OUTSIDE
    staff: tuple[str, ...] = ()
    urgency: str = "normal"
    """Of RFC 8030: an urgent one may wake a phone that saves power."""
    to_agency: bool = False
    """Told to an agency or a mailbox instead of a person with an account."""
    only: tuple[str, ...] = ()
    """The channels that can carry it, where that are not the usual ones."""

    @property
    def possible(self) -> tuple[str, ...]:
        """The channels that can carry it."""
        return self.only or (AGENCY if self.to_agency else OUTSIDE)


STAFF_HEARERS: Final = {
    "author": "Petugas yang membuatnya di loket",
    "step": "Petugas tahap ini",
    "signer": "Penanda tangan",
}
"""Who of an office can hear of an event on the desk."""

KINDS: Final = {
    kind.key: kind
    for kind in (
        # What a person did is confirmed on the next page they see; the phone in their hand need not ring.
        Kind(Verb.SUBMIT, "Permohonan dikirim"),
        Kind(Verb.REVISE, "Isian diubah"),
        Kind(Verb.TAKE, "Mulai diperiksa"),
        Kind(Verb.RELEASE, "Dilepas petugas"),
        Kind(Verb.RETURN, "Perlu diperbaiki", urgency="high"),
        Kind(Verb.RESUBMIT, "Perbaikan dikirim"),
        Kind(Verb.FORWARD, "Ke tahap berikutnya"),
        Kind(Verb.APPROVE, "Disetujui"),
        Kind(Verb.REJECT, "Ditolak", urgency="high"),
        Kind(Verb.CANCEL, "Dibatalkan"),
        Kind(Verb.COMPLETE, "Surat terbit", urgency="high"),
        Kind(Verb.WITHDRAW, "Surat dicabut", urgency="high"),
        Kind(Verb.PAPER, "Berkas kertas diterima"),
        Kind(Verb.REFER, "Diteruskan ke instansi"),
        Kind(Verb.OPINION, "Dijawab instansi"),
        Kind(Verb.RECALL, "Permintaan ke instansi berakhir"),
        Kind(Verb.REASSIGN, "Dialihkan ke petugas lain"),
        Kind(Verb.REOPEN, "Dibuka kembali", urgency="high"),
        Kind(Verb.DELIVER, "Pengiriman surat"),
        Kind(Verb.STAND_IN, "Kantor menggantikan RT/RW", (), staff=("step",)),
        Kind("message", "Pesan dari kantor", urgency="high"),
        Kind("complaint", "Kabar pengaduan"),
        Kind("survey", "Ajakan menilai"),
        Kind("agency_asked", "Instansi: diminta menjawab", AGENCY, to_agency=True),
        Kind("agency_reminded", "Instansi: diingatkan", AGENCY, to_agency=True),
        Kind("agency_changed", "Instansi: berkas yang dilihat berubah", AGENCY, to_agency=True),
        Kind("agency_ended", "Instansi: permintaan ditarik", (), to_agency=True),
        Kind("agency_late", "E-mail kantor: instansi belum menjawab", MAIL, to_agency=True, only=MAIL),
    )
}
OTHER: Final = Kind("other", "Kabar lain")
AGENCY_HEARS: Final = {
    Verb.REFER: "agency_asked",
    Verb.REMIND: "agency_reminded",
    Verb.RECALL: "agency_ended",
    Verb.REVISE: "agency_changed",
    Verb.RESUBMIT: "agency_changed",
}
"""Of which events the agencies hear that their data name, and as what."""
AT_NIGHT_CHOICES: Final = (Verb.RETURN, Verb.REJECT, Verb.COMPLETE, "message")
"""What a person may want to hear of even in quiet hours."""
LANGUAGES: Final = {
    "id": "Bahasa Indonesia",
    "jv": "Bahasa Jawa",
    "su": "Bahasa Sunda",
    "mad": "Bahasa Madura",
    "ban": "Bahasa Bali",
    "min": "Bahasa Minang",
    "bug": "Bahasa Bugis",
    "ace": "Bahasa Aceh",
    "bjn": "Bahasa Banjar",
    "bbc": "Bahasa Batak",
    "sas": "Bahasa Sasak",
}
"""ISO 639 codes. Words of a language other than Indonesian are the village's own; there are no usual ones."""


def kind_of(key: str) -> Kind:
    """The kind named ``key``; what nobody named is of the kind "other"."""
    return KINDS.get(key, OTHER)


def kind_of_occasion(occasion: str) -> Kind:
    """``complaint:<id>`` is of the kind complaint."""
    return kind_of(occasion.partition(":")[0])

"""Who outside the office carries messages to citizens: named in the privacy statement, by what the office switched on.

UU 27/2022, articles 21 and 56: people are told who else processes their data, and that some of it leaves the country.
"""

from uuid import UUID

from tatadesa.notices import channels
from tatadesa.notices.kinds import ABROAD
from tatadesa.notices.models import ChannelAccount, Notice
from tatadesa.privacy.statement import Section

_TITLE = "Lewat siapa kabar dikirim"
_PUSH = (
    "Kabar di ponsel (push) lewat layanan pembuat peramban Anda, misalnya Google, Mozilla, Apple, atau Microsoft. "
    "Isinya tersandi; mereka tidak dapat membacanya."
)
_WHAT = (
    "Kabar permohonan hanya berisi nomor permohonan, nama layanan, keadaannya, nama kantor, dan tautan. Tidak ada NIK, "
    "isian, atau isi surat. Sebagian layanan ini ada di luar negeri. Selain push, masing-masing hanya dipakai "
    "setelah Anda setuju, dan dapat Anda matikan di halaman Akun."
)
_CODES = (
    "Kode untuk masuk, kode ganti PIN, dan kabar pendaftaran dikirim ke nomor WhatsApp atau e-mail yang Anda tulis "
    "sendiri. Bila tidak sampai lewat WhatsApp, pesannya dikirim lewat SMS ke nomor yang sama. Isinya kode itu saja, "
    "atau hasil pendaftaran. Kode disimpan tersandi dan dihapus setelah dipakai, paling lama sepuluh menit."
)
_SIGNED_OUT = "Layanan lain yang dipakai kantor Anda, misalnya WhatsApp, tertulis di sini setelah Anda masuk."


def recipients(office_id: UUID | None) -> Section:
    """The section for citizens of ``office_id``; None for somebody who is not signed in."""
    if office_id is None:
        return Section(_TITLE, (_PUSH, _SIGNED_OUT, _WHAT, _CODES))
    settings = channels.settings_of(office_id)
    # One query for all accounts, where ``channels.offered`` asks for each.
    accounts = {row.provider: channels.values_of(row) for row in ChannelAccount.objects.filter(office=office_id)}
    carried = []
    for channel in ABROAD:
        by = channels.provider_of(settings, channel)
        if by is not None and by.is_ready(channels.account_from(by.code, accounts.get(by.code, {}))):
            carried.append(f"{Notice.Channel(channel).label} lewat {by.title}.")
    return Section(_TITLE, (_PUSH, *carried, _WHAT, _CODES))

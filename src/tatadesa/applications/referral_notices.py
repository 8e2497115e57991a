"""Telling an agency that it is asked, reminded, or no longer asked. No message carries data of a person."""

import json
from dataclasses import asdict
from datetime import timedelta

from django.conf import settings

from tatadesa.accounts import secrets
from tatadesa.accounts.messages import available_channels, queue_message
from tatadesa.accounts.ports import Channel, Message
from tatadesa.applications import referral_links
from tatadesa.applications.models import Application, Referral
from tatadesa.applications.referral_sending import send_link
from tatadesa.core import live
from tatadesa.core.clock import now
from tatadesa.core.jobs import queue
from tatadesa.core.text import moment_words

PURPOSE = "rujukan"
_LINK_GOOD_FOR = timedelta(hours=24)


def tell_target(referral: Referral, application: Application, *, is_reminder: bool = False) -> None:
    """Tell whoever is asked: the agency's open desk and its mailbox, or a link to each address of a contact."""
    publish(referral, application)
    if referral.to_contact is not None:
        _send_links(referral, application, is_reminder=is_reminder)
    elif referral.to_office is not None and referral.to_office.email and Channel.EMAIL in available_channels():
        place = f"{settings.BASE_URL}/desk/rujukan/"
        text = (
            f"{_opening(referral, application, is_reminder)} Masuk ke meja TataDesa untuk membaca dan menjawab: {place}"
        )
        queue_message(Message(Channel.EMAIL, referral.to_office.email, PURPOSE, _subject(application), text))


def tell_asker(referral: Referral, application: Application) -> None:
    """Tell the village's mailbox that the deadline of its question is over."""
    if application.office.email and Channel.EMAIL in available_channels():
        text = (
            f"{referral.to_label} belum menjawab permintaan tentang {application.number} sampai batas waktunya. "
            f"Ingatkan, tarik, atau tunggu: {settings.BASE_URL}/desk/permohonan/{application.number}/"
        )
        subject = f"Permohonan {application.number}: instansi belum menjawab"
        queue_message(Message(Channel.EMAIL, application.office.email, PURPOSE, subject, text))


def publish(referral: Referral, application: Application) -> None:
    """Tell the asked agency's open pages that their list has changed; nobody is written to."""
    if referral.to_office_id is not None:
        live.publish([live.office_topic(referral.to_office_id)], "referral", {"number": application.number})


def _send_links(referral: Referral, application: Application, *, is_reminder: bool) -> None:
    """One link per address: whichever arrives can be used, and a dead provider blocks nobody."""
    contact = referral.to_contact
    assert contact is not None  # noqa: S101 - the caller asked
    addresses = {Channel.WHATSAPP: contact.phone, Channel.EMAIL: contact.email}
    for channel in available_channels():
        if not addresses[channel]:
            continue
        link, token = referral_links.make(referral, channel=channel.value)
        text = (
            f"{_opening(referral, application, is_reminder)} Baca dan jawab lewat tautan ini: "
            f"{referral_links.address(token)} Tautan ini hanya untuk {contact.name}; jangan diteruskan."
        )
        message = Message(channel, addresses[channel], PURPOSE, _subject(application), text)
        until = int((now() + _LINK_GOOD_FOR).timestamp())
        queue(send_link, link_id=str(link.pk), sealed=secrets.encrypt(json.dumps(asdict(message))), until=until)


def _opening(referral: Referral, application: Application, is_reminder: bool) -> str:  # noqa: FBT001 - says which words
    what = "keputusan" if referral.is_handover else "pendapat"
    zone = application.office.timezone
    begin = "Pengingat: " if is_reminder else ""
    until = moment_words(referral.due_at, zone)
    return f"{begin}{application.office.full_name} meminta {what} {referral.to_label}, paling lambat {until}."


def _subject(application: Application) -> str:
    return f"Permintaan dari {application.office.full_name}"

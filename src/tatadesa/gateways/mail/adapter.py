"""E-mail by SMTP (RFC 5321, 3207, 4954). See docs/adapters/mail.md."""

import contextlib
import logging
import re
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import formatdate, make_msgid, parseaddr

from django.conf import settings

from tatadesa.core.smtp_address import BadServerAddress, Server, parse_server
from tatadesa.notices.ports import Outcome, Outgoing, Sent

logger = logging.getLogger(__name__)
_TIMEOUT_SECONDS = 10.0
# For the whole conversation, also with a server that answers one letter at a time.
_DEADLINE_SECONDS = 40.0
_MAX_ADDRESS = 254  # RFC 5321, section 4.5.3.1.3
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@[A-Za-z0-9-]{{1,63}}(?:\.[A-Za-z0-9-]{{1,63}})+")


class MailSender:
    """The installation's mail server: one conversation for each letter."""

    def is_ready(self) -> bool:
        """Server and sender address are set."""
        return bool(settings.SMTP_URL and settings.MAIL_FROM)

    def send(self, message: Outgoing) -> Sent:
        """One conversation with the mail server."""
        if not self.is_ready():
            return Sent(Outcome.REFUSED, "E-mail belum disiapkan di server ini.")
        if len(message.to) > _MAX_ADDRESS or not _ADDRESS.fullmatch(message.to):
            return Sent(Outcome.REFUSED, "Alamat e-mail tujuan tidak sah.")
        if not _ADDRESS.fullmatch(parseaddr(settings.MAIL_FROM)[1]):
            return _ours("TATADESA_MAIL_FROM tidak berisi alamat e-mail yang sah")
        try:
            return _converse(parse_server(settings.SMTP_URL), compose(message, settings.MAIL_FROM))
        except (BadServerAddress, OSError, ValueError) as error:
            return _outcome(error)


def compose(message: Outgoing, sender: str) -> EmailMessage:
    """The letter. Nothing a caller hands in can add a header: line ends are taken out of the subject."""
    mail = EmailMessage(policy=SMTP_POLICY)
    name, address = parseaddr(sender)
    mail["From"] = Address(_plain(name), addr_spec=address)
    mail["To"] = Address(addr_spec=message.to)
    mail["Subject"] = _plain(message.title)[:200]
    mail["Date"] = formatdate(localtime=False)
    mail["Message-ID"] = make_msgid(domain=address.rpartition("@")[2])
    # RFC 3834: no holiday answers, please.
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.text.replace("\r\n", "\n").replace("\r", "\n").rstrip() + "\n", cte="quoted-printable")
    return mail


def _converse(server: Server, mail: EmailMessage) -> Sent:
    with _connected(server, _domain(mail)) as connection:
        if server.user:
            connection.login(server.user, server.password)
        connection.send_message(mail)
    return Sent(Outcome.SENT, provider_id=str(mail["Message-ID"]))


@contextlib.contextmanager
def _connected(server: Server, name: str) -> Iterator[smtplib.SMTP]:
    """A connection, encrypted unless the address says otherwise, that is cut off at the deadline.

    ``name`` is how we greet: left to itself smtplib asks the name server who we are.
    """
    if server.security == "tls":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            local_hostname=name, timeout=_TIMEOUT_SECONDS, context=ssl.create_default_context()
        )
    else:
        connection = smtplib.SMTP(local_hostname=name, timeout=_TIMEOUT_SECONDS)
    # The name certificates are checked against; only a constructor that connects at once would set it.
    connection._host = server.host  # type: ignore[attr-defined] # noqa: SLF001
    cutter = threading.Timer(_DEADLINE_SECONDS, _cut, [connection])
    cutter.daemon = True
    cutter.start()
    try:
        code, words = connection.connect(server.host, server.port)
        if code != 220:
            raise smtplib.SMTPConnectError(code, words)
        if server.security == "starttls":
            connection.starttls(context=ssl.create_default_context())
        yield connection
        # Sent is sent, whatever becomes of the goodbye.
        with contextlib.suppress(smtplib.SMTPException, OSError):
            connection.quit()
    finally:
        cutter.cancel()
        connection.close()


def _domain(mail: EmailMessage) -> str:
    """The sender's: also what the Message-ID carries."""
    return str(mail["Message-ID"]).rstrip(">").rpartition("@")[2]


def _cut(connection: smtplib.SMTP) -> None:
    if connection.sock is not None:
        with contextlib.suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)


def _outcome(error: Exception) -> Sent:
    """What a conversation that went wrong means to us."""
    match error:
        case BadServerAddress():
            return _ours(f"TATADESA_SMTP_URL {error}")
        case smtplib.SMTPRecipientsRefused():
            return _by_code(next(iter(error.recipients.values()))[0], "alamat tujuan ditolak")
        case smtplib.SMTPDataError():
            return _by_code(error.smtp_code, "isi surat ditolak")
        case smtplib.SMTPAuthenticationError() if error.smtp_code >= 500:
            return _ours(f"server surat menolak nama pengguna atau sandi (kode {error.smtp_code})")
        case smtplib.SMTPSenderRefused() if error.smtp_code >= 500:
            return _ours(f"server surat menolak alamat pengirim (kode {error.smtp_code})")
        case smtplib.SMTPResponseException():
            return Sent(Outcome.RETRY, f"Server surat belum menerima (kode {error.smtp_code}).")
        case smtplib.SMTPNotSupportedError():
            return _ours("server surat tidak bisa STARTTLS atau masuk dengan sandi")
        case ssl.SSLError():
            return _ours("sambungan aman (TLS) ke server surat gagal")
        case _:
            return Sent(Outcome.RETRY, f"Server surat tidak menjawab dengan benar ({type(error).__name__}).")


def _by_code(code: int, words: str) -> Sent:
    if 500 <= code < 600:
        return Sent(Outcome.REFUSED, f"E-mail: {words} (kode {code}).")
    return Sent(Outcome.RETRY, f"E-mail: {words} untuk sementara (kode {code}).")


def _ours(words: str) -> Sent:
    """Somebody has to put the installation's settings right; the message waits for it."""
    logger.warning("mail does not let us send: %s", words)
    return Sent(Outcome.RETRY, f"E-mail: {words}.")


def _plain(text: str) -> str:
    """One line of printable letters."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())

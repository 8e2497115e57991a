"""Keep a PDF that another office's system has signed."""

from tatadesa.files import pdfs
from tatadesa.files.limits import FileRefused
from tatadesa.files.models import StoredFile
from tatadesa.files.scanning import first_look
from tatadesa.files.sniffing import sniff
from tatadesa.files.store import keep
from tatadesa.offices.models import Office


def store_as_received(*, office: Office, content: bytes, name: str) -> StoredFile:
    """Store ``content`` byte for byte (a signature depends on it) after the checks that a stranger's PDF meets.

    The copy written anew by those checks is thrown away. Nobody owns the file. Raises ``FileRefused``.
    """
    if sniff(content) != "PDF":
        raise FileRefused("Berkas ini bukan PDF.")
    _, pages = pdfs.clean(content)
    scan = first_look(content)
    return keep(content, office=office, owner=None, kind=StoredFile.Kind.PDF, name=name, pages=pages, scan=scan)

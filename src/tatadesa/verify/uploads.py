"""A PDF that somebody hands in. It is read once, in memory, and kept nowhere."""

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from tatadesa.core.errors import InvalidInput
from tatadesa.files.limits import MAX_FILE
from tatadesa.letters.authenticity import Finding, Verdict, examine
from tatadesa.verify.limits import spend_reading

FIELD = "berkas"


def examined(request: HttpRequest) -> Finding:
    """What the PDF in the form is; raises ``InvalidInput`` when there is none or it is over 8 MB, and ``TooMany``."""
    upload = request.FILES.get(FIELD)
    if not isinstance(upload, UploadedFile) or not upload.size:
        raise InvalidInput({FIELD: "Pilih berkas PDF suratnya dahulu."})
    if upload.size > MAX_FILE:
        raise InvalidInput({FIELD: "Berkas ini lebih besar dari 8 MB, jadi bukan surat dari TataDesa."})
    finding = examine(upload.read(MAX_FILE + 1), before_reading=lambda: spend_reading(request))
    if finding.verdict is Verdict.NO_PDF:
        raise InvalidInput({FIELD: "Berkas ini bukan PDF. Untuk surat di kertas atau foto, pakai kode yang tercetak."})
    return finding

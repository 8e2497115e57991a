"""The fingerprint of a PDF that somebody hands in. The file is read once and kept nowhere."""

import hashlib

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from tatadesa.core.errors import InvalidInput
from tatadesa.files.limits import MAX_FILE

FIELD = "berkas"


def uploaded_sha256(request: HttpRequest) -> str:
    """SHA-256 of the PDF in the form; raises ``InvalidInput`` when there is none or it is over 8 MB."""
    upload = request.FILES.get(FIELD)
    if not isinstance(upload, UploadedFile) or not upload.size:
        raise InvalidInput({FIELD: "Pilih berkas PDF suratnya dahulu."})
    if upload.size > MAX_FILE:
        raise InvalidInput({FIELD: "Berkas ini lebih besar dari 8 MB, jadi bukan surat dari sistem ini."})
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()

"""A file of a citizen: one that was uploaded, or one of an application the citizen may read."""

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from tatadesa.accounts.models import Account
from tatadesa.applications.queries import file_of_citizen
from tatadesa.core.errors import NotFound
from tatadesa.files.previews import thumbnail
from tatadesa.files.serving import picture as small_picture
from tatadesa.files.serving import response
from tatadesa.portal.access import citizen_required


@require_safe
@citizen_required
def file(request: HttpRequest, account: Account, file_id: UUID) -> HttpResponseBase:
    """``/berkas/<uuid>/``."""
    return response(file_of_citizen(account, file_id), download=False)


@require_safe
@citizen_required
def picture(request: HttpRequest, account: Account, file_id: UUID) -> HttpResponseBase:
    """``/berkas/<uuid>/gambar/``: the first page, small; 404 until it has been made."""
    made = thumbnail(file_of_citizen(account, file_id))
    if made is None:
        raise NotFound("Gambar berkas ini belum siap.")
    return small_picture(made)

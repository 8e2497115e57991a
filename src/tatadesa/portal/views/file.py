"""A file of a citizen: one that was uploaded, or one of an application the citizen may read."""

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from tatadesa.accounts.models import Account
from tatadesa.applications.queries import file_of_citizen
from tatadesa.files.serving import response
from tatadesa.portal.access import citizen_required


@require_safe
@citizen_required
def file(request: HttpRequest, account: Account, file_id: UUID) -> HttpResponseBase:
    """``/berkas/<uuid>/``."""
    return response(file_of_citizen(account, file_id), download=False)

"""A citizen's own uploaded file."""

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from tatadesa.accounts.models import Account
from tatadesa.core.errors import NotFound
from tatadesa.files.queries import owned
from tatadesa.files.serving import response
from tatadesa.portal.access import citizen_required


@require_safe
@citizen_required
def file(request: HttpRequest, account: Account, file_id: UUID) -> HttpResponseBase:
    """``/berkas/<uuid>/``."""
    found = owned(account, [str(file_id)]).get(str(file_id))
    if found is None:
        raise NotFound
    return response(found, download=False)

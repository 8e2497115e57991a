"""The citizen's account: who, which village, this phone's notices, sign out."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tatadesa.accounts.models import Account
from tatadesa.notices.ports import public_key
from tatadesa.portal.access import citizen_required
from tatadesa.portal.pages import page
from tatadesa.residents.queries import resident_of


@require_safe
@citizen_required
def account(request: HttpRequest, account: Account) -> HttpResponse:
    """``/akun/``."""
    return page(request, "account", {"resident": resident_of(account), "push_key": public_key()})

"""Where the page opens its live stream."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from tatadesa.accounts import devices
from tatadesa.accounts.models import Account
from tatadesa.core.live import citizen_topic
from tatadesa.core.live_url import stream_url
from tatadesa.portal.access import citizen_required


@require_safe
@citizen_required
def token(request: HttpRequest, account: Account) -> JsonResponse:
    """``/langsung/token/``: the address with a short-lived token for the citizen's own topic."""
    topics = [citizen_topic(account.pk), *devices.topics(request)]
    response = JsonResponse({"url": stream_url(request, topics)})
    response.headers["Cache-Control"] = "private, no-store"
    return response

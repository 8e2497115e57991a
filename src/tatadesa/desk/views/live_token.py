"""Opens the live stream of one's own office."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tatadesa.accounts import devices
from tatadesa.accounts.models import StaffMember
from tatadesa.core.live import office_topic
from tatadesa.core.live_url import stream_url
from tatadesa.desk.access import staff_required


@require_safe
@never_cache
@staff_required
def live_token(request: HttpRequest, staff: StaffMember) -> JsonResponse:
    """``{"url": ...}``: where the browser may listen, for a minute, to the officer's own office."""
    topics = [office_topic(staff.office_id), *devices.topics(request)]
    return JsonResponse({"url": stream_url(request, topics)})

"""An officer has a request open: how far it was seen, and that somebody is there."""

from datetime import timedelta

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.looking import HERE_FOR, VISIT_ENDS_AFTER
from tatadesa.applications.models import Application, ApplicationLook
from tatadesa.applications.permissions import readable
from tatadesa.core import live
from tatadesa.core.clock import now
from tatadesa.core.errors import NotFound


@transaction.atomic
def look_at(staff: StaffMember, number: str, position: int) -> Application:
    """Write down that ``staff`` sees the application as far as event ``position``; repeated while the page is open.

    After a pause a new visit begins: what is new on the page is what came since the last one. Colleagues' pages hear of
    who comes. Raises ``NotFound``.
    """
    application = Application.objects.filter(readable(staff), office=staff.office_id, number=number).first()
    if application is None:
        raise NotFound
    at, position = now(), min(position, application.event_count)
    look, is_new = ApplicationLook.objects.select_for_update(of=("self",)).get_or_create(
        application=application,
        staff=staff,
        defaults={
            "office_id": application.office_id,
            "position": position,
            "at": at,
            "before_position": position,
            "before_at": at,
        },
    )
    away = timedelta.max if is_new else at - look.at
    if not is_new:
        if away > VISIT_ENDS_AFTER:
            look.before_position, look.before_at = look.position, look.at
        look.position, look.at = max(look.position, position), at
        look.save(update_fields=["position", "at", "before_position", "before_at"])
    if away > HERE_FOR:
        live.publish([live.office_topic(application.office_id)], "presence", {"number": application.number})
    return application

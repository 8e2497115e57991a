"""The receipt of an application as PDF."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from tatadesa.accounts.models import Account
from tatadesa.applications.queries import of_citizen
from tatadesa.letters.receipt import receipt_pdf
from tatadesa.portal.access import citizen_required


@require_safe
@citizen_required
def receipt(request: HttpRequest, account: Account, number: str) -> HttpResponse:
    """``/permohonan/<number>/tanda-terima.pdf``."""
    found = of_citizen(account, number)
    timeline_url = settings.BASE_URL + reverse("portal:application", args=[found.number])
    response = HttpResponse(receipt_pdf(found, timeline_url), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="tanda-terima-{found.number}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response

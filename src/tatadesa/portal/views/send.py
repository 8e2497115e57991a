"""Send a form that waited on the phone for the network: everything in one request, exactly once."""

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from tatadesa.accounts.models import Account
from tatadesa.applications.actions.save_draft import AlreadySubmitted
from tatadesa.applications.queries import draft_to_fill, submitted_number
from tatadesa.core.errors import InvalidInput
from tatadesa.deliveries import question as delivery_choice
from tatadesa.deliveries.actions.submit_with_choice import submit_with_choice
from tatadesa.deliveries.queries import wish_beside
from tatadesa.deliveries.wishes import InvalidWish
from tatadesa.portal import for_whom
from tatadesa.portal.access import citizen_required
from tatadesa.portal.pages import parse_key
from tatadesa.portal.views.form import take_in, version_and_answers, version_of_page

_WRONG_WAY = "Cara menerima surat perlu diperbaiki di langkah terakhir."


@require_POST
@citizen_required
def send(request: HttpRequest, account: Account, slug: str) -> JsonResponse:
    """``/layanan/<slug>/kirim/``: the whole form with its ``kunci``, and how the letter is to come.

    201 with ``nomor`` and ``alamat``; 409 with the same when it has gone out already; 422 with ``kesalahan`` by field,
    and then what was typed is kept as a draft. What a page without the question does not say was perhaps said before.
    """
    key = parse_key(request.POST.get("kunci", ""))
    draft = draft_to_fill(account, key)
    if draft is None and (number := submitted_number(account, key)) is not None:
        return _number(number, 409)
    version = version_of_page(request, version_and_answers(account, slug, draft)[0])
    try:
        whom, filled, saved = take_in(request, account, version, key, draft)
        if saved is None:
            return _errors({for_whom.FIELD: whom.error, **filled.errors})
        if filled.errors:
            return _errors(dict(filled.errors))
        way = delivery_choice.apart(request.POST)[1]
        wish = delivery_choice.taken_in(way, account, key) or wish_beside(saved)
        return _number(submit_with_choice(account, key, wish)[0].number, 201)
    except AlreadySubmitted as error:
        return _number(error.number, 409)
    except InvalidWish as error:
        return _errors({"": f"{_WRONG_WAY} {' '.join(error.errors.values())}"})
    except InvalidInput as error:
        return _errors(error.errors)


def _number(number: str, status: int) -> JsonResponse:
    return JsonResponse({"nomor": number, "alamat": reverse("portal:application", args=[number])}, status=status)


def _errors(errors: dict[str, str]) -> JsonResponse:
    return JsonResponse({"kesalahan": errors}, status=422)

"""What all views of the portal share: how to answer with a page, what is live on it, how to find the village."""

from collections.abc import Iterable, Mapping
from hashlib import blake2s
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tatadesa.accounts.models import Account
from tatadesa.applications.models import Application, Draft
from tatadesa.core.errors import NotFound
from tatadesa.notices.queries import unread_count
from tatadesa.offices.models import Office
from tatadesa.offices.queries import office_by_code, villages
from tatadesa.portal.access import citizen_of


def page(request: HttpRequest, name: str, context: Mapping[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """The page ``portal/views/<name>.html``; all know ``account`` (None for visitors) and the count of unread news."""
    account = citizen_of(request)
    shared = {"account": account, "unread": unread_count(account) if account is not None else 0}
    response = render(request, f"portal/views/{name}.html", {**shared, **(context or {})}, status=status)
    # For the service worker: whose page it is, so that one person's kept pages never meet another.
    response.headers["X-Tatadesa-Akun"] = str(account.pk) if account is not None else ""
    return response


def edition(rows: Iterable[Application | Draft]) -> str:
    """Another one whenever a row has come, gone or changed: what the live part of a page with ``rows`` is known by."""
    seen = " ".join(f"{row.pk} {row.updated_at.isoformat()}" for row in rows)
    return blake2s(seen.encode(), digest_size=8).hexdigest()


def village_of(request: HttpRequest, account: Account | None) -> Office | None:
    """The citizen's own village; for visitors the one named by ``?desa=``, or the only one there is."""
    if account is not None:
        return account.citizen.office
    code = request.GET.get("desa", "")
    if code:
        return office_by_code(code)
    first = list(villages()[:2])
    return first[0] if len(first) == 1 else None


def parse_key(text: str) -> UUID:
    """A key as the phone sent it; raises ``NotFound`` for anything else."""
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound("Alamat ini tidak lengkap. Mulai lagi dari halaman layanan.") from error

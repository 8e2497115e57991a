"""The WSGI application that granian serves."""

import os
from collections.abc import Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connections

from tatadesa.files.whole_body import WholeBody, WsgiApplication

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tatadesa.config.settings")
# Four keep two cores busy; more would only share them, and the database's connections, more finely.
_AT_ONCE = 4


class WithoutDatabase:
    """WSGI middleware: gives the database's connections back before the answer goes out.

    Django itself does so when the last byte has left. A file leaves at the pace of a phone, and a handful of slow
    ones would keep every connection there is.
    """

    def __init__(self, application: WsgiApplication) -> None:
        self._application = application

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        answer = self._application(environ, start_response)
        connections.close_all()
        return answer


# A cut upload must not look like a complete form with fields missing.
application = WholeBody(WithoutDatabase(get_wsgi_application()), _AT_ONCE)

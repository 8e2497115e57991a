"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from tatadesa.files.whole_body import WholeBody

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tatadesa.config.settings")
# Four keep two cores busy; more would only share them, and the database's connections, more finely.
_AT_ONCE = 4

# A cut upload must not look like a complete form with fields missing.
application = WholeBody(get_wsgi_application(), _AT_ONCE)

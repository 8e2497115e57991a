"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from tatadesa.files.whole_body import WholeBody

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tatadesa.config.settings")
# A cut upload must not look like a complete form with fields missing.
application = WholeBody(get_wsgi_application())

"""The whole site, and an empty page beside it."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

BODY = "<!doctype html><title>kosong</title>" + "x" * 2000


def empty(request: HttpRequest) -> HttpResponse:
    """What the server and the middleware cost without a page of ours."""
    return HttpResponse(BODY)


urlpatterns = [path("kosong/", empty), path("", include("tatadesa.config.urls"))]
handler404 = "tatadesa.config.errors.not_found"

"""All addresses. The faces own theirs; this says where each face begins."""

from django.urls import include, path

from tatadesa.config.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("desk/", include("tatadesa.desk.urls")),
    path("transparansi/", include("tatadesa.transparency.urls")),
    path("instansi/", include("tatadesa.agency.urls")),
    path("kait/", include("tatadesa.hooks.urls")),
    path("verifikasi/", include("tatadesa.verify.urls")),
    path("", include("tatadesa.portal.urls")),
]

handler400 = "tatadesa.config.errors.bad_request"
handler403 = "tatadesa.config.errors.forbidden"
handler404 = "tatadesa.config.errors.not_found"
handler500 = "tatadesa.config.errors.server_error"

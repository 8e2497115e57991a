"""Addresses that outside services post to. They stand in other people's dashboards and must never change."""

from django.urls import path

from tatadesa.hooks import courier, messages

app_name = "hooks"
urlpatterns = [
    path("kurir/<slug:provider>/<str:key>/", courier.hear, name="courier"),
    path("pesan/<slug:provider>/<str:key>/", messages.hear, name="messages"),
]

"""Addresses of public verification. They are printed on letters and must never change."""

from django.urls import path

from tatadesa.verify.views.check import check
from tatadesa.verify.views.letter import letter

app_name = "verify"
urlpatterns = [
    path("", check, name="check"),
    path("<str:code>/", letter, name="letter"),
]

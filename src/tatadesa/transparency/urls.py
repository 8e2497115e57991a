"""Addresses of the public figures. They are linked from elsewhere and must never change."""

from django.urls import path

from tatadesa.transparency.views.page import page

app_name = "transparency"
urlpatterns = [path("<str:code>/", page, name="page")]

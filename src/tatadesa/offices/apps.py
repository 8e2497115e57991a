from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "tatadesa.offices"
    label = "offices"

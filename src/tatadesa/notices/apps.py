from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "tatadesa.notices"
    label = "notices"

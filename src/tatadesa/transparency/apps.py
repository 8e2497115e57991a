from django.apps import AppConfig


class TransparencyConfig(AppConfig):
    name = "tatadesa.transparency"
    label = "transparency"

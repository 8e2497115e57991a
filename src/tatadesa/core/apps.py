from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "tatadesa.core"
    label = "core"

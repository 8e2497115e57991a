from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "tatadesa.desk"
    label = "desk"

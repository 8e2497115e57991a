from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "tatadesa.forms"
    label = "forms"

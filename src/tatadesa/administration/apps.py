from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "tatadesa.administration"
    label = "administration"

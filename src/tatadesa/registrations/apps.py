from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    name = "tatadesa.registrations"
    label = "registrations"

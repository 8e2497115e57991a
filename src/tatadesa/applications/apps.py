from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "tatadesa.applications"
    label = "applications"

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "tatadesa.portal"
    label = "portal"

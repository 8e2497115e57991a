from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "tatadesa.privacy"
    label = "privacy"

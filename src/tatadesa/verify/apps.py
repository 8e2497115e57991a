from django.apps import AppConfig


class VerifyConfig(AppConfig):
    name = "tatadesa.verify"
    label = "verify"

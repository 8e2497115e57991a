from django.apps import AppConfig


class ResidentsConfig(AppConfig):
    name = "tatadesa.residents"
    label = "residents"

from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "tatadesa.regions"
    label = "regions"

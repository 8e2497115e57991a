from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "tatadesa.insight"
    label = "insight"

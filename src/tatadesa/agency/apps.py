from django.apps import AppConfig


class AgencyConfig(AppConfig):
    name = "tatadesa.agency"
    label = "agency"

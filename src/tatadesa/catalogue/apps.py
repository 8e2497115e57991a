from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "tatadesa.catalogue"
    label = "catalogue"

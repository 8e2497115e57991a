from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "tatadesa.files"
    label = "files"

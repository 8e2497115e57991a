from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "tatadesa.letters"
    label = "letters"

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "tatadesa.accounts"
    label = "accounts"

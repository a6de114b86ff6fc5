from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "stelsel.apps.accounts"
    label = "accounts"

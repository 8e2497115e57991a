from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "tatadesa.feedback"
    label = "feedback"

"""Addresses of one-time links. They stand in messages that were sent and must never change."""

from django.urls import path

from tatadesa.agency.views import document, referral

app_name = "agency"
urlpatterns = [
    path("<str:token>/", referral.page, name="referral"),
    path("<str:token>/buka/", referral.open_it, name="open"),
    path("<str:token>/jawab/", referral.answer, name="answer"),
    path("<str:token>/berkas/<uuid:attachment_id>/", document.page, name="document"),
    path("<str:token>/berkas/<uuid:attachment_id>/halaman/<int:number>.jpg", document.picture, name="document_page"),
]

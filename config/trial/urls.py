"""Addresses that exist in a trial only."""

from django.urls import path

from config.trial import views

app_name = "trial"
urlpatterns = [
    path("codes/", views.codes, name="codes"),
    path("mail/", views.mailbox, name="mailbox"),
    path("mail/<str:message_id>/", views.message, name="message"),
]

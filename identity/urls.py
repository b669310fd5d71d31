"""Addresses of the identity rooms."""

from django.urls import URLPattern

app_name = "identity"
urlpatterns: list[URLPattern] = []

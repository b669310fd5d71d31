"""Addresses of the dsar rooms."""

from django.urls import URLPattern

app_name = "dsar"
urlpatterns: list[URLPattern] = []

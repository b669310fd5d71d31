"""Addresses of the public side: the controllers and their form."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

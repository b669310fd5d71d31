"""Addresses of the hub: the public form and the desk."""

from django.urls import URLPattern

from dsar.urls import desk, public

app_name = "dsar"
urlpatterns: list[URLPattern] = [*public.urlpatterns, *desk.urlpatterns]

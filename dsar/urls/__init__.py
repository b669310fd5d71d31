"""Addresses of the hub: the public form, complaints and the desk."""

from django.urls import URLPattern

from dsar.urls import complaints, desk, public, requester

app_name = "dsar"
urlpatterns: list[URLPattern] = [
    *public.urlpatterns,
    *complaints.urlpatterns,
    *requester.urlpatterns,
    *desk.urlpatterns,
]

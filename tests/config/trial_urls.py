"""The product's addresses as a trial has them; `config.urls` decides when it is first read."""

from django.urls import include, path

from config.urls import urlpatterns as everywhere

urlpatterns = [*everywhere, path("trial/", include("config.trial.urls"))]

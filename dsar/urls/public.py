"""Addresses of the public side: the controllers and their form."""

from django.urls import URLPattern, path

from dsar.forms.intake import PAGES
from dsar.views.public.check import check
from dsar.views.public.confirm import confirm
from dsar.views.public.deadline import deadline
from dsar.views.public.files import files, remove_file
from dsar.views.public.home import accent, home
from dsar.views.public.question import question
from dsar.views.public.sent import sent
from dsar.views.public.start import start

urlpatterns: list[URLPattern] = [
    path("", home, name="home"),
    path("deadline/", deadline, name="deadline"),
    path("c/<slug:slug>/", start, name="form_start"),
    path("c/<slug:slug>/accent.css", accent, name="accent"),
    *[
        path(f"c/<slug:slug>/{page.name}/", question, {"name": page.name}, name=f"form_{page.name}")
        for page in PAGES
    ],
    path("c/<slug:slug>/files/", files, name="form_files"),
    path("c/<slug:slug>/files/<uuid:file_id>/remove/", remove_file, name="form_remove_file"),
    path("c/<slug:slug>/check/", check, name="form_check"),
    path("c/<slug:slug>/sent/", sent, name="form_sent"),
    path("c/<slug:slug>/confirm/<str:token>/", confirm, name="form_confirm"),
]

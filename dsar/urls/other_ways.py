"""Addresses of the desk for what comes and goes other ways than by form and mail."""

from django.urls import URLPattern, path

from dsar.views.desk import links, log_request, notes, posting, sent_files, sort

_CASE = "desk/cases/<uuid:case_id>/"
_MESSAGE = f"{_CASE}messages/<uuid:delivery_id>/"

urlpatterns: list[URLPattern] = [
    path("desk/log/", log_request.log_request, name="log_request"),
    path("desk/log/<uuid:key>/", log_request.check, name="log_check"),
    path("desk/log/<uuid:key>/change/", log_request.change, name="log_change"),
    path("desk/log/<uuid:key>/files/<uuid:file_id>/remove/", log_request.remove_file, name="log_remove_file"),
    path("desk/post/", posting.posts, name="posts"),
    path(f"{_MESSAGE}post/", posting.post, name="case_post"),
    path(f"{_MESSAGE}letter.pdf", posting.letter, name="case_letter"),
    path(f"{_MESSAGE}again/", posting.again, name="case_message_again"),
    path(f"{_CASE}files/<uuid:file_id>/", sent_files.sent_file, name="case_file"),
    path(f"{_CASE}sort/", sort.sort, name="case_sort"),
    path(f"{_CASE}notes/", notes.note, name="case_notes"),
    path(f"{_CASE}link/", links.link, name="case_link"),
    path(f"{_CASE}person/", links.person, name="case_person"),
]

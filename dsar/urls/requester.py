"""Addresses of the hub's part of the requester's page; all lie where the requester's cookie is sent."""

from django.urls import URLPattern, path

from dsar.views.requester import letters, messages, take_back

_ROOM = "r/request/"

urlpatterns: list[URLPattern] = [
    path(f"{_ROOM}messages/", messages.messages, name="own_messages"),
    path(f"{_ROOM}change/", messages.change, name="own_change"),
    path(f"{_ROOM}questions/<uuid:delivery_id>/", messages.answer, name="own_answer"),
    path(f"{_ROOM}files/<uuid:file_id>/", messages.message_file, name="own_file"),
    path(f"{_ROOM}letters/<uuid:delivery_id>/", letters.letter, name="own_letter"),
    path(f"{_ROOM}take-back/", take_back.take_back, name="own_take_back"),
]

"""Addresses of complaints: the page of the public, and the desk's."""

from django.urls import URLPattern, path

from dsar.views.desk import complaint, complaint_steps, complaints
from dsar.views.public import complaint as public

_STEPS = (
    ("acknowledge", complaint_steps.acknowledge),
    ("note", complaint_steps.note),
    ("progress", complaint_steps.progress),
    ("answer", complaint_steps.answer),
    ("withdraw", complaint_steps.withdraw),
    ("request", complaint_steps.link),
    ("post", complaint_steps.post_instead),
)
_ONE = "desk/complaints/<uuid:complaint_id>/"

urlpatterns: list[URLPattern] = [
    path("c/<slug:slug>/complain/", public.complain, name="complain"),
    path("c/<slug:slug>/complain/sent/<str:token>/", public.complained, name="complaint_sent"),
    path("c/<slug:slug>/complain/confirm/<str:token>/", public.confirm_complaint, name="complaint_confirm"),
    path("c/<slug:slug>/complaint/<str:token>/", public.standing, name="complaint_standing"),
    path("c/<slug:slug>/complaint/<str:token>/letter/", public.answer, name="complaint_opened"),
    path("desk/complaints/", complaints.complaint_list, name="complaints"),
    path("desk/complaints/new/", complaints.log, name="complaint_log"),
    path(_ONE, complaint.complaint, name="complaint"),
    path(f"{_ONE}owner/", complaint.owner, name="complaint_owner"),
    path(f"{_ONE}letter/", complaint.outcome_letter, name="complaint_letter"),
    path(f"{_ONE}letters/<uuid:delivery_id>/", complaint.letter, name="complaint_post_letter"),
    path(f"{_ONE}letters/<uuid:delivery_id>/posted/", complaint_steps.posted, name="complaint_posted"),
    *[path(f"{_ONE}{name}/", view, name=f"complaint_{name}") for name, view in _STEPS],
]

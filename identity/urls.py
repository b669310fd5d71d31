"""Addresses of the identity rooms: the requester's pages, and the identity tab of a case."""

from django.urls import URLPattern, path

from identity.views import authority, desk, download, joint, link, page, proof, questions

app_name = "identity"
_TAB = "desk/cases/<uuid:case_id>/identity/"

urlpatterns: list[URLPattern] = [
    path("r/request/", page.page, name="page"),
    path("r/request/proof/", proof.send_proof, name="proof"),
    path("r/request/authority/", proof.send_authority, name="authority_send"),
    path("r/request/answers/", questions.typed, name="answers"),
    path("r/request/download/code/", download.send_code, name="download_code"),
    path("r/request/download/open/", download.open_download, name="download_open"),
    path("r/request/sign-out/", page.sign_out, name="sign_out"),
    path("r/request/signed-out/", page.signed_out, name="signed_out"),
    path("r/<str:secret>/", link.link, name="link"),
    path("r/<str:secret>/code/", link.send_code, name="link_code"),
    path("r/<str:secret>/open/", link.open_page, name="link_open"),
    path(_TAB, desk.tab, name="case"),
    path(f"{_TAB}ask/", desk.ask, name="ask"),
    path(f"{_TAB}look-up/", desk.look_up, name="look_up"),
    path(f"{_TAB}prove/<slug:method>/", desk.prove, name="prove"),
    path(f"{_TAB}questions/", questions.draw, name="draw"),
    path(f"{_TAB}questions/told/", questions.told, name="told"),
    path(f"{_TAB}joint/", joint.add, name="joint"),
    path(f"{_TAB}representative/", authority.step, {"name": "name"}, name="authority_name"),
    path(f"{_TAB}representative/ask/", authority.step, {"name": "ask"}, name="authority_ask"),
    path(f"{_TAB}representative/child/", authority.step, {"name": "child"}, name="authority_child"),
    path(f"{_TAB}representative/accept/", authority.step, {"name": "accept"}, name="authority_accept"),
    path(f"{_TAB}representative/refuse/", authority.step, {"name": "refuse"}, name="authority_refuse"),
    path(f"{_TAB}representative/answer/", authority.step, {"name": "direct"}, name="authority_direct"),
    path(f"{_TAB}documents/", desk.add, name="add"),
    path(f"{_TAB}documents/<uuid:evidence_id>/", desk.view, name="document"),
    path(f"{_TAB}documents/<uuid:evidence_id>/accept/", desk.accept, name="accept"),
    path(f"{_TAB}documents/<uuid:evidence_id>/refuse/", desk.refuse, name="refuse"),
]

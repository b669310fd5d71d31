"""Addresses of the exports rooms."""

from django.urls import URLPattern, path

from exports.views import (
    by_hand,
    letters,
    maps,
    material,
    posted,
    record_set,
    requester,
    review,
    search,
    sources,
)

app_name = "exports"
_CASE = "desk/cases/<uuid:case_id>/"
_SOURCE = "desk/settings/sources/<uuid:source_id>/"
_ITEM = f"{_CASE}material/<uuid:material_id>/"

#: The requester's side: what a download session opens.
_REQUESTER: list[URLPattern] = [
    path("r/request/package/<uuid:package_id>/", requester.package_file, name="requester_package"),
    path("r/request/letter/<uuid:answer_id>/", requester.letter_file, name="requester_letter"),
    path(f"{_CASE}package/renew/", requester.renew, name="renew"),
]
urlpatterns: list[URLPattern] = [
    *_REQUESTER,
    path(f"{_CASE}search/", search.tab, name="search"),
    path(f"{_CASE}search/start/", search.start, name="search_start"),
    path(f"{_CASE}search/progress/", search.progress, name="progress"),
    path(f"{_CASE}search/<uuid:source_id>/again/", search.again, name="search_again"),
    path(f"{_CASE}search/<uuid:source_id>/stop/", search.stop, name="search_stop"),
    path(f"{_CASE}search/by-hand/<uuid:system_id>/", by_hand.page, name="by_hand"),
    path(f"{_CASE}search/by-hand/<uuid:system_id>/nothing/", by_hand.nothing, name="by_hand_nothing"),
    path(f"{_CASE}search/by/", search.search_by, name="search_by"),
    path(f"{_CASE}search/by/<uuid:identifier_id>/drop/", search.search_by_no_more, name="search_by_no_more"),
    path(f"{_CASE}material/", material.tab, name="material"),
    path(f"{_CASE}material/rest/", material.include_rest, name="include_rest"),
    path(_ITEM, record_set.item, name="material_item"),
    path(f"{_ITEM}decision/", record_set.decide, name="material_decide"),
    path(f"{_ITEM}file/", material.download, name="material_file"),
    path(f"{_CASE}letters/", letters.tab, name="letters"),
    path(f"{_CASE}letters/draft.pdf", letters.draft, name="letter_draft"),
    path(f"{_CASE}letters/words/", letters.write, name="answer_words"),
    path(f"{_CASE}answer/", review.answer_at_once, name="answer"),
    path(f"{_CASE}package/", review.send_to_review, name="prepare"),
    path(f"{_CASE}package/<uuid:package_id>/letter.pdf", letters.of_package, name="letter"),
    path(f"{_CASE}package/<uuid:package_id>/to-post.zip", posted.package_file, name="posted_package"),
    path(f"{_CASE}package/<uuid:package_id>/package.zip", review.package_file, name="package_file"),
    path(f"{_CASE}review/", review.page, name="review"),
    path(f"{_CASE}review/release/", review.release, name="release"),
    path(f"{_CASE}review/part/", review.in_part, name="in_part"),
    path(f"{_CASE}review/return/", review.send_back, name="return"),
    path("desk/settings/sources/", sources.sources, name="sources"),
    path("desk/settings/sources/new/<slug:kind>/", sources.new, name="source_new"),
    path(f"{_SOURCE}", sources.source, name="source"),
    path(f"{_SOURCE}check/", sources.check, name="source_check"),
    path(f"{_SOURCE}address/", sources.address, name="source_address"),
    path(f"{_SOURCE}rehearse/", sources.rehearse, name="source_rehearse"),
    path(f"{_SOURCE}switch/", sources.switch, name="source_switch"),
    path(f"{_SOURCE}draft/", maps.draft, name="source_draft"),
    path(f"{_SOURCE}map/", maps.text, name="source_map"),
    path(f"{_SOURCE}map/<int:position>/", maps.collection, name="source_collection"),
    path(f"{_SOURCE}pattern/", maps.pattern, name="source_pattern"),
    path(f"{_SOURCE}versions/<int:number>.yml", maps.version, name="source_version"),
]

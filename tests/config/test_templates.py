"""What the content security policy forbids is in no page: inline style, inline script, handlers."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings

TEMPLATES = Path(__file__).parents[2] / "templates"
OWN_SHEETS = ("letters", "emails", "exports/package")
"""Documents that leave the site and carry their own style: letters, mail, the package."""
PAGES = [
    page
    for page in sorted(TEMPLATES.rglob("*.html"))
    if not page.relative_to(TEMPLATES).as_posix().startswith(OWN_SHEETS)
]
FORBIDDEN = {
    "a style attribute": r"\sstyle\s*=",
    "a style element": r"<style\b",
    "a script of its own": r"<script(?![^>]*\ssrc=)",
    "an event handler": r"<[^>{%]*\son[a-z]+\s*=",
    "a javascript: address": r"javascript:",
    "something from another site": r"""(?:src|<link[^>]*href)\s*=\s*["']?(?:https?:)?//""",
    "evaluated htmx": r"hx-on|hx-vals\s*=\s*[\"']js:",
}


@pytest.mark.parametrize("fault", FORBIDDEN)
def test_no_page_breaks_the_policy(fault: str) -> None:
    found = [
        str(page.relative_to(TEMPLATES)) for page in PAGES if re.search(FORBIDDEN[fault], page.read_text())
    ]
    assert found == [], f"{fault} in these pages"
    assert len(PAGES) > 40


def test_every_component_says_how_to_use_it() -> None:
    for component in (TEMPLATES / "components").glob("*.html"):
        opening = component.read_text().splitlines()[:2]
        assert any(line.startswith("{#") for line in opening), component.name


def test_no_template_is_too_long() -> None:
    long = {page.name: lines for page in PAGES if (lines := len(page.read_text().splitlines())) > 120}
    assert long == {}


@pytest.mark.parametrize("trial", [True, False])
def test_only_a_trial_says_so_and_on_pages_without_context_too(trial: bool) -> None:
    with override_settings(TRIAL=trial):
        for page in ("500.html", "400.html"):
            assert (
                "Every organisation, person and case here is invented." in render_to_string(page)
            ) is trial


def test_a_refusal_shows_its_reason_escaped() -> None:
    reason = "You prepared <this> case, so a second person must release it."
    page = render_to_string("403.html", {"exception": PermissionError(reason)}, RequestFactory().get("/"))
    assert "You prepared &lt;this&gt; case, so a second person must release it." in page


def test_the_desk_keeps_no_copies_of_pages_in_the_browser() -> None:
    page = render_to_string("layouts/desk.html")
    assert '"historyCacheSize":0' in page
    assert '"allowEval":false' in page
    assert '"includeIndicatorStyles":false' in page

"""The pages of a package: index, lists of files, README, the shell around each table; plain templates."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.translation import get_language_bidi

from exports.package import words
from exports.package.colours import accent_rule
from exports.package.describe import csv_rules, json_rules
from exports.package.layout import (
    FILE_PAGES,
    FILES_A_PAGE,
    INDEX,
    MANIFEST,
    README,
    SCRIPT,
    STYLE,
    FilePlace,
    Layout,
    RecordSetPlace,
    link,
)
from exports.package.pager import Pager
from exports.package.plan import PackagePlan, SourceLine
from exports.package.shell import Blank
from exports.package.survey import Survey

ASSETS = Path(__file__).parent / "assets"
Rendered = Callable[[], bytes]
Described = dict[str, str]
"""A column for the template: key, type, description, kinds (of data)."""


class Pages:
    """Renders the human part of one plan; all but ``style`` and ``script`` want the language to be set."""

    def __init__(self, plan: PackagePlan, layout: Layout) -> None:
        self.plan = plan
        self.layout = layout

    def readme(self) -> bytes:
        """Render README.txt."""
        return self._render("readme.txt", "", csv_rules=csv_rules(), json_rules=json_rules())

    def index(self, surveys: list[Survey], sizes: Mapping[str, int]) -> bytes:
        """Render index.html, last of the pages, because it tells what was counted on the way."""
        sets = [
            {
                "title": place.record_set.title,
                "system": place.record_set.system_title,
                "rows": words.count(survey.rows),
                "page": link(place.page(1)),
                "csv": link(place.csv),
                "jsonl": link(place.jsonl),
            }
            for place, survey in zip(self.layout.record_sets, surveys, strict=True)
        ]
        return self._render(
            "index.html",
            "",
            sets=sets,
            letter=self._letter(),
            files=[]
            if self.files_paged
            else [self._file_line(place, sizes, "") for place in self.layout.files],
            files_link=link(f"{FILE_PAGES}/1.html") if self.files_paged else "",
            files_count=words.count(len(self.layout.files)),
            not_here=self._not_here(),
            items_told=any(line.items for line in self.plan.withheld),
            mailto=words.address(self.plan.dpo_contact),
            sources=[self._source_line(source) for source in self.plan.sources],
            readme=link(README),
            manifest=link(MANIFEST),
        )

    @property
    def files_paged(self) -> bool:
        """Whether there are too many files for the index."""
        return len(self.layout.files) > FILES_A_PAGE

    def file_pages(self, sizes: Mapping[str, int]) -> Iterator[tuple[str, Rendered]]:
        """Give path and renderer of each page of the list of files; none when the index lists them."""
        if not self.files_paged:
            return
        files = self.layout.files
        pages = -(-len(files) // FILES_A_PAGE)
        for number in range(1, pages + 1):
            part = files[(number - 1) * FILES_A_PAGE : number * FILES_A_PAGE]
            pager = Pager(number, pages, len(files), FILES_A_PAGE)
            yield f"{FILE_PAGES}/{number}.html", partial(self._files_page, part, sizes, pager)

    def table(
        self, place: RecordSetPlace, heading: str, described: list[Described], rows: str, pager: Pager | Blank
    ) -> bytes:
        """Render one page of a record set around its column heads and rows, which are HTML already."""
        return self._render(
            "rows.html",
            place.pages,
            set=place.record_set,
            heading=heading,
            described=described if pager.number == 1 else [],
            meanings=bool(described),
            rows=rows,
            pager=pager,
            csv=link(place.csv, place.pages),
            jsonl=link(place.jsonl, place.pages),
        )

    def style(self) -> bytes:
        """Give the style sheet with the controller's accent."""
        return accent_rule(self.plan.accent).encode() + (ASSETS / "package.css").read_bytes()

    def script(self) -> bytes:
        """Give the small script that filters the rows of a page."""
        return (ASSETS / "filter.js").read_bytes()

    def _files_page(self, part: tuple[FilePlace, ...], sizes: Mapping[str, int], pager: Pager) -> bytes:
        lines = [self._file_line(place, sizes, FILE_PAGES) for place in part]
        return self._render("files.html", FILE_PAGES, files=lines, pager=pager)

    def _render(self, template: str, folder: str, **more: object) -> bytes:
        context = {
            "plan": self.plan,
            "as_of": words.moment(self.plan.as_of),
            "day": words.day(self.plan.as_of),
            "direction": "rtl" if get_language_bidi() else "ltr",
            "style": link(STYLE, folder),
            "script": link(SCRIPT, folder),
            "home": link(INDEX, folder),
            **more,
        }
        return render_to_string(f"exports/package/{template}", context).encode(errors="replace")

    def _file_line(self, place: FilePlace, sizes: Mapping[str, int], folder: str) -> dict[str, str]:
        return {
            "title": place.file.title or place.path.rpartition("/")[2],
            "link": link(place.path, folder),
            "kind": words.kind(place.file.content_type),
            "size": words.size(sizes[place.path]),
        }

    def _not_here(self) -> list[dict[str, str]]:
        withheld = [
            {"what": line.what, "why": line.why, "items": words.count(line.items) if line.items else ""}
            for line in self.plan.withheld
        ]
        return withheld + [
            {"what": line.what, "why": line.why, "items": ""} for line in self.plan.not_covered
        ]

    def _letter(self) -> dict[str, str] | None:
        place = self.layout.letter
        if place is None:
            return None
        return {"link": link(place.path), "kind": words.kind(place.file.content_type)}

    @staticmethod
    def _source_line(source: SourceLine) -> dict[str, str]:
        ended = source.ended_at or source.started_at
        return {
            "name": source.name,
            "searched_by": source.searched_by,
            "when": words.day(ended) if ended else "",
            "state": words.state(source.state),
            "rows": words.count(source.rows),
        }

"""Where each part of a plan lies in the package: decided once, before the first byte."""

from dataclasses import dataclass
from urllib.parse import quote

from exports.package.names import LONGEST_STEM, Names, safe_name, unique_keys
from exports.package.plan import PackageFile, PackagePlan, PackageRecordSet

INDEX = "index.html"
README = "README.txt"
MANIFEST = "manifest.json"
STYLE = "assets/package.css"
SCRIPT = "assets/filter.js"
FILE_PAGES = "pages/_files"
ROWS_A_PAGE = 500
FILES_A_PAGE = 200


def link(path: str, folder: str = "") -> str:
    """Give the address of a member as a page in ``folder`` links to it."""
    return "../" * (folder.count("/") + 1 if folder else 0) + quote(path)


@dataclass(frozen=True, slots=True)
class RecordSetPlace:
    """A record set, the folder and stem of its members, and its column names as keys."""

    record_set: PackageRecordSet
    stem: str
    pages: str
    keys: list[str]

    @property
    def csv(self) -> str:
        """Path of the CSV file."""
        return f"data/{self.stem}.csv"

    @property
    def csvw(self) -> str:
        """Path of the CSVW description: where CSVW looks for it, next to the CSV file."""
        return f"data/{self.stem}.csv-metadata.json"

    @property
    def jsonl(self) -> str:
        """Path of the JSON Lines file."""
        return f"data/{self.stem}.jsonl"

    @property
    def schema(self) -> str:
        """Path of the JSON Schema."""
        return f"data/{self.stem}.schema.json"

    def page(self, number: int) -> str:
        """Path of one page of the table, counted from 1."""
        return f"{self.pages}/{number}.html"


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A file and its path in the package."""

    file: PackageFile
    path: str


@dataclass(frozen=True, slots=True)
class Layout:
    """All places of one plan, in the plan's order."""

    letter: FilePlace | None
    record_sets: tuple[RecordSetPlace, ...]
    files: tuple[FilePlace, ...]

    @classmethod
    def of(cls, plan: PackagePlan) -> "Layout":
        """Lay a plan out; the same plan always gives the same places."""
        names = Names()
        for path in (
            INDEX,
            README,
            MANIFEST,
            STYLE,
            SCRIPT,
            f"{FILE_PAGES}/1.html",
            "data/_",
            "pages/_",
            "files/_",
        ):
            names.claim(path)
        letter = None
        if plan.letter:
            letter = FilePlace(plan.letter, names.claim(safe_name(plan.letter.path.rpartition("/")[2])))
        places = _record_sets(plan, names)
        files = tuple(FilePlace(file, names.claim(_under_files(file.path))) for file in plan.files)
        return cls(letter, places, files)


def _under_files(path: str) -> str:
    return path if path.startswith("files/") else f"files/{path}"


def _record_sets(plan: PackagePlan, names: Names) -> tuple[RecordSetPlace, ...]:
    folders: dict[str, str] = {}
    places = []
    for record_set in plan.record_sets:
        if record_set.dataset not in folders:
            pages = names.claim_folder(f"pages/{record_set.dataset.replace('/', '_')}")
            folders[record_set.dataset] = pages
        collection = record_set.collection.replace("/", "_")
        pages = names.claim_folder(f"{folders[record_set.dataset]}/{collection}", LONGEST_STEM)
        keys = unique_keys([column.name for column in record_set.columns])
        places.append(RecordSetPlace(record_set, pages.removeprefix("pages/"), pages, keys))
    return tuple(places)

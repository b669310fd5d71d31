"""The rules of the house that no other tool knows: sizes, words, clock calls, names of fields.

Run from the root of the working copy; prints one line per breach and ends with 1 when there is any. An
exception is an entry in ``EXCEPTIONS`` with its reason.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

APPS = ("config", "dsar", "identity", "exports")
LONGEST = {"code": 300, "test": 500, "template": 120, "function": 40}
FORBIDDEN_FILES = {"helpers.py", "utils.py", "helper.py", "util.py"}
FORBIDDEN_WORDS = re.compile(
    r"deadline_dt|user_data|gdpr_?request|(?<![a-z])tickets?(?![a-z])", re.IGNORECASE
)
CLOCKS = {
    *(
        "datetime.now",
        "datetime.utcnow",
        "datetime.today",
        "date.today",
        "timezone.now",
        "timezone.localdate",
    ),
    *("time.time", "timezone.localtime", "datetime.datetime.now", "datetime.date.today"),
}
MAY_READ_CLOCK = re.compile(r"/(views|tasks|management)(/|\.py$)|^config/|^tests/|^\.ci/|^manage\.py$")
SUFFIXES = {"DateField": "_on", "DateTimeField": "_at"}
#: these read no clock when they are given the instant to convert
CONVERTS = {"timezone.localdate", "timezone.localtime"}
#: names that are Django's, and `as_of`: the one instant that everything in a job's output is true at
OTHER_NAMES = {"last_login", "date_joined", "expire_date", "as_of"}
#: path, or path and name -> the reason why the rule does not hold there
EXCEPTIONS: dict[str, str] = {
    "config/demo/crm/": "the demo company's own CRM has a table of tickets, as real ones do",
}


def main() -> int:
    """Check every file that git knows or could add."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    breaches = [
        line
        for name in sorted(set(listed))
        if Path(name).is_file()
        for line in _check(name)
        if not any(line.startswith(place) for place in EXCEPTIONS)
    ]
    sys.stdout.write("".join(f"{line}\n" for line in breaches))
    sys.stdout.write(f"house rules: {len(breaches)} breaches\n")
    return 1 if breaches else 0


def _check(name: str) -> Iterator[str]:
    path = Path(name)
    if path.name in FORBIDDEN_FILES and path.parts[0] in (*APPS, "tests"):
        yield f"{name}: no {path.name}; name the file by the noun it is about"
    if path.suffix == ".html" and path.parts[0] == "templates":
        yield from _too_long(name, path, "template")
    if path.suffix == ".py" and "migrations" not in path.parts:
        yield from _too_long(name, path, "test" if path.parts[0] == "tests" else "code")
        yield from _check_python(name, ast.parse(path.read_text(encoding="utf-8")))


def _too_long(name: str, path: Path, kind: str) -> Iterator[str]:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    if lines > LONGEST[kind]:
        yield f"{name}: {lines} lines, a {kind} file has at most {LONGEST[kind]}; split it by noun"


def _check_python(name: str, tree: ast.Module) -> Iterator[str]:
    product = name.startswith(tuple(f"{app}/" for app in APPS))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _check_function(name, node)
        if product:
            yield from _check_words(name, node)
        if isinstance(node, ast.Call) and not MAY_READ_CLOCK.search(name):
            called = ast.unparse(node.func)
            converts = called in CONVERTS and node.args
            if called in CLOCKS and not converts:
                yield f"{name}:{node.lineno}: {called}() outside views and tasks; take it as an argument"
        if isinstance(node, ast.ClassDef) and product:
            yield from _check_fields(name, node)


def _check_function(name: str, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    if lines > LONGEST["function"] and not name.startswith("tests/"):
        yield f"{name}:{node.lineno}: {node.name} has {lines} lines, at most {LONGEST['function']} may be"


def _check_words(name: str, node: ast.AST) -> Iterator[str]:
    for word in _names(node):
        if FORBIDDEN_WORDS.search(word.replace("_", " ") + " " + word):
            yield f"{name}:{getattr(node, 'lineno', 0)}: the name {word} uses a word that this house does not"


def _names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.arg):
        yield node.arg
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id


def _check_fields(name: str, model: ast.ClassDef) -> Iterator[str]:
    for statement in model.body:
        target, value = _assignment(statement)
        if not target or not isinstance(value, ast.Call):
            continue
        kind = ast.unparse(value.func)
        suffix = SUFFIXES.get(kind.removeprefix("models.")) if kind.startswith("models.") else None
        if suffix and not target.endswith(suffix) and target not in OTHER_NAMES:
            yield f"{name}:{statement.lineno}: {model.name}.{target} is a {kind}; its name ends {suffix}"
        if kind == "models.ForeignKey" and target.endswith(("_user", "_actor")):
            yield f"{name}:{statement.lineno}: {model.name}.{target} is who did it; its name ends _by"


def _assignment(statement: ast.stmt) -> tuple[str, ast.expr | None]:
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
        return statement.targets[0].id, statement.value
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return statement.target.id, statement.value
    return "", None


if __name__ == "__main__":
    sys.exit(main())

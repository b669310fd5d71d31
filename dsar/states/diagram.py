"""The transition table as a Mermaid diagram for the docs; a test keeps the two the same."""

from dsar.enums import Right, Status
from dsar.states.table import TABLE
from dsar.states.transition import Transition

#: A step that is open from as many statuses as this is told below the picture, not drawn into it.
_FROM_MANY = 3


def diagram(right: Right) -> str:
    """Return the state diagram of one right, as the text of a Mermaid block."""
    lines = ["stateDiagram-v2", f"    [*] --> {Status.RECEIVED}"]
    lines += [f"    {row.source} --> {row.target} : {_label(row)}" for row in _rows(right) if not _many(row)]
    lines.append(f"    {Status.CLOSED} --> [*]")
    return "\n".join(lines) + "\n"


def from_many(right: Right) -> list[str]:
    """Return the steps that are open from many statuses, a line of Markdown for each."""
    rows = {row.name: row for row in _rows(right) if _many(row)}
    return [
        f"- {_label(row)} → {row.target}, from {', '.join(each.source for each in _same(row))}"
        for row in rows.values()
    ]


def _rows(right: Right) -> list[Transition]:
    return [row for row in TABLE if row.right == right]


def _same(row: Transition) -> list[Transition]:
    return [each for each in _rows(row.right) if each.name == row.name and each.target == row.target]


def _many(row: Transition) -> bool:
    return len(_same(row)) >= _FROM_MANY


def _label(row: Transition) -> str:
    who = "/".join(role.value for role in row.roles)
    guards = f" [{', '.join(guard.value for guard in row.guards)}]" if row.guards else ""
    return f"{row.name} ({who}){guards}"

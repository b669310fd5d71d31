"""The transition table as a Mermaid diagram for the docs; a test keeps the two the same."""

from dsar.enums import Right
from dsar.states.table import TABLE


def diagram(right: Right) -> str:
    """Return the state diagram of one right, as the text of a Mermaid block."""
    lines = ["stateDiagram-v2", "    [*] --> received"]
    for row in TABLE:
        if row.right != right:
            continue
        who = "/".join(role.value for role in row.roles)
        guards = f" [{', '.join(guard.value for guard in row.guards)}]" if row.guards else ""
        lines.append(f"    {row.source} --> {row.target} : {row.name} ({who}){guards}")
    lines.append("    closed --> [*]")
    return "\n".join(lines) + "\n"

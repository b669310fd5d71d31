"""The one error of the clock."""

from collections.abc import Mapping

from dsar.clock.codes import RefusalCode


class FactsError(ValueError):
    """Facts that cannot be: a code and its parameters; the sentence is made by the renderer outside.

    `column` names where it was read from, for a form or a table; empty where facts did not come as columns.
    """

    def __init__(self, code: RefusalCode, params: Mapping[str, object] | None = None) -> None:
        super().__init__(code.value)
        self.code = code
        self.column = ""
        self.params: dict[str, object] = dict(params or {})

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{self.code.value} ({facts})" if facts else self.code.value

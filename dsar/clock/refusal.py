"""The one error of the clock."""

from collections.abc import Mapping

from dsar.clock.codes import RefusalCode


class FactsError(ValueError):
    """Facts that cannot be: a code and its parameters; the sentence is made by the renderer outside."""

    def __init__(self, code: RefusalCode, params: Mapping[str, object] | None = None) -> None:
        super().__init__(code.value)
        self.code = code
        self.params: dict[str, object] = dict(params or {})

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{self.code.value} ({facts})" if facts else self.code.value

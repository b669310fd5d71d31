"""What is wrong with a policy file: all of it at once, so that it is mended once."""

from dsar.services.errors import Refused


class Faults:
    """Gathers faults, each with the place it is at."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[str] = []

    def add(self, where: str, sentence: str) -> None:
        """Note a fault: the table and key, and what is wrong there and what to do."""
        self.found.append(f"{self.file}: {where}: {sentence}")

    def refuse(self) -> None:
        """Raise Refused with a line for each fault, if there is any."""
        if self.found:
            raise Refused("\n".join(self.found))

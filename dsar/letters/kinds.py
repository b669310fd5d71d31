"""The kinds of letter that can be composed."""

from enum import StrEnum


class LetterKind(StrEnum):
    """A letter as the law knows it; its elements are in ``elements.table``."""

    ACCESS_ANSWER = "access_answer"
    NO_DATA_HELD = "no_data_held"
    ID_REQUEST = "id_request"
    ID_NOT_ACCEPTED = "id_not_accepted"
    EXTENSION = "extension"

"""YAML read with the line of each part kept, so that a problem can say where it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from exports.datamap.model import MapError, Problem

MAX_CHARACTERS = 2_000_000
MAX_PARTS = 200_000  # aliases repeat what they stand for: a short text can unfold without end

Path = tuple[str | int, ...]


class Lined:
    """A YAML document: `value` as plain data, and the line of each path into it."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Path, int] = {}
        self._problems: list[Problem] = []
        self._parts = 0
        if len(text) > MAX_CHARACTERS:
            _refuse("The data map is longer than 2 million characters.")
        try:
            node = yaml.compose(text, Loader=yaml.SafeLoader)
            self._scalars = yaml.SafeLoader("")
            self.value: Any = None if node is None else self._plain(node, (), ())
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            _refuse(f"This is not YAML: {error.problem}.", mark.line + 1 if mark else None)
        except MapError:
            raise
        except (yaml.YAMLError, ValueError, RecursionError):
            _refuse("This is not YAML: it holds characters, values or nesting that YAML does not allow.")
        if self._problems:
            raise MapError(tuple(self._problems))

    def line(self, path: Sequence[str | int]) -> int | None:
        """The line of the deepest part of that path that the text has."""
        for length in range(len(path), -1, -1):
            if (found := self._lines.get(tuple(path[:length]))) is not None:
                return found
        return None

    def _plain(self, node: Node, path: Path, above: tuple[Node, ...]) -> Any:
        self._parts += 1
        if self._parts > MAX_PARTS or any(node is other for other in above):
            _refuse("The data map repeats parts of itself without end.", node.start_mark.line + 1)
        self._lines.setdefault(path, node.start_mark.line + 1)
        above = (*above, node)
        if isinstance(node, MappingNode):
            return self._mapping(node, path, above)
        if isinstance(node, SequenceNode):
            return [self._plain(item, (*path, index), above) for index, item in enumerate(node.value)]
        assert isinstance(node, ScalarNode)  # noqa: S101  YAML knows three kinds of node
        return self._scalars.construct_object(node, deep=True)

    def _mapping(self, node: MappingNode, path: Path, above: tuple[Node, ...]) -> dict[str, Any]:
        said: set[str] = set()
        for key_node, _ in node.value:  # before merge keys (“<<”) are resolved: those may be overridden
            if isinstance(key_node, ScalarNode) and key_node.value in said:
                sentence = f"“{key_node.value}” stands here twice; only one can count."
                self._problems.append(Problem(sentence, key_node.start_mark.line + 1))
            elif isinstance(key_node, ScalarNode):
                said.add(key_node.value)
        self._scalars.flatten_mapping(node)
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, ScalarNode) else "?"
            self._lines[(*path, key)] = key_node.start_mark.line + 1
            found[key] = self._plain(value_node, (*path, key), above)
        return found


def _refuse(sentence: str, line: int | None = None) -> None:
    raise MapError((Problem(sentence, line),))

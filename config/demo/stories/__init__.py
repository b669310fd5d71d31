"""What happened in the demo office, as data: a file for each controller, a table for each story."""

from config.demo.stories.reading import of_controller, text_of
from config.demo.stories.story import Step, Story

__all__ = ["Step", "Story", "of_controller", "text_of"]

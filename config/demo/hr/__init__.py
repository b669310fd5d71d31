"""The demo company's own staff records: a second database that the product knows only as a source."""

from config.demo.hr.loading import load

__all__ = ["load"]

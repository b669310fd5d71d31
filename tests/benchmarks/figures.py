"""Figures as the benchmarks print them: one line of JSON for each, marked with its name."""

import json
import sys


def say(bench: str, **figures: object) -> None:
    """Print one line of figures."""
    sys.stdout.write(f"\n{json.dumps({'bench': bench} | figures)}\n")

"""Run the trial; what went wrong is told in one sentence."""

import sys

from config.embedded import ServerError
from config.trial.runner import TrialError, run


def main() -> int:
    """Run until Ctrl-C; answer the exit code."""
    try:
        return run()
    except (TrialError, ServerError) as error:
        sys.stderr.write(f"\n{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())

"""Run the trial; what went wrong is told in one sentence."""

import sys

from config.embedded import ServerError
from config.trial import command
from config.trial.runner import FOLDER, ROOT, TrialError, run


def main() -> int:
    """Run until Ctrl-C, or one command of manage.py in the trial that runs; answer the exit code."""
    if len(sys.argv) > 1:
        return command.run(FOLDER, ROOT, sys.argv[1:])
    try:
        return run()
    except (TrialError, ServerError) as error:
        sys.stderr.write(f"\n{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())

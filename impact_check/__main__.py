"""Run the program: `impact-check`, or `python -m impact_check`."""

import gc
import sys

from impact_check.cli.main import run

_OBJECTS = 200_000
"""Made between two looks for garbage. After every 700, as Python does, a start spends a tenth of its time looking."""


def main() -> None:
    """Run with the arguments of this process and end it with the exit code."""
    gc.set_threshold(_OBJECTS)
    sys.exit(run())


if __name__ == "__main__":
    main()

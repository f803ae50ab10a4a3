"""Run the program: `impact-check`, or `python -m impact_check`."""

import sys

from impact_check.cli.main import run


def main() -> None:
    """Run with the arguments of this process and end it with the exit code."""
    sys.exit(run())


if __name__ == "__main__":
    main()

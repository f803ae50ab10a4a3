"""Write coverage.json, the characters that the fonts can show: `python -m impact_check.report.fonts.coverage`."""

import json
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent


def ranges() -> list[list[int]]:
    """Return the code points that at least one font has, as first and last of each run, in order."""
    points: set[int] = set()
    for path in sorted(FONTS.glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            points.update(font.getBestCmap())
    runs: list[list[int]] = []
    for point in sorted(points):
        if runs and point == runs[-1][1] + 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return runs


if __name__ == "__main__":
    (FONTS / "coverage.json").write_text(json.dumps(ranges(), separators=(",", ":")) + "\n", encoding="utf-8")

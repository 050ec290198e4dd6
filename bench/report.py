"""What was measured, against what it may be: a table, and one flat object of numbers in a file."""

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent

Budgets = Mapping[str, tuple[str, float]]
"""By name: `<=` or `>=`, and the number."""


def machine() -> dict[str, Any]:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=HERE, check=False, capture_output=True, text=True
    )
    return {
        "machine.cores": os.cpu_count() or 0,
        "machine.load": os.getloadavg()[0],
        "commit": commit.stdout.strip(),
    }


def report(figures: Mapping[str, Any], budgets: Budgets, path: Path) -> None:
    path.write_text(json.dumps(figures, indent=2) + "\n")
    print()
    for name, value in figures.items():
        sign, budget = budgets.get(name, ("", None))
        kept = "" if budget is None else ("ok" if (value >= budget if sign == ">=" else value <= budget) else "MISSED")
        shown = f"{value:,.3f}" if isinstance(value, float) else str(value)
        print(f"{name:<44} {shown:>14}  {f'{sign} {budget}' if budget else '':<12} {kept}")

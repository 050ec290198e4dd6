"""Makes the front ends' types from the server's own document: `make types`, after a change of REST or of a frame."""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from hatch_build import node_command  # noqa: E402

TARGETS = (ROOT / "admin_ui/src/api/schema.d.ts", ROOT / "widget/src/schema.d.ts")


def generated() -> str:
    """The TypeScript of today's server."""
    npm, environment = node_command()
    document = subprocess.run(
        [sys.executable, "-c", "from besedka.cli import main; main()", "openapi"], check=True, capture_output=True
    ).stdout
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "openapi.json"), Path(folder, "schema.d.ts")
        source.write_bytes(document)
        script = ROOT / "node_modules/openapi-typescript/bin/cli.js"
        command = [npm[0], str(script), str(source), "--output", str(target), "--default-non-nullable=false"]
        subprocess.run(command, check=True, capture_output=True, env=environment, cwd=ROOT)
        return target.read_text()


if __name__ == "__main__":
    text = generated()
    for path in TARGETS:
        path.write_text(text)
        print(path.relative_to(ROOT))

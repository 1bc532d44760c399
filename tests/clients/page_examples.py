"""Runs the Python of crates/beatbook-serve/CLIENTS.md as a reader would, against this server."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from _client import address

PAGE = Path(__file__).parents[2] / "crates" / "beatbook-serve" / "CLIENTS.md"
# The address that the page writes.
WRITTEN = "http://127.0.0.1:8080"


def main() -> None:
    blocks = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(), re.MULTILINE | re.DOTALL)
    assert len(blocks) >= 3, f"{PAGE} has {len(blocks)} blocks of Python"
    for number, block in enumerate(blocks, start=1):
        code = block.replace(WRITTEN, address())
        # Plots need no screen.
        env = {**os.environ, "MPLBACKEND": "Agg"}
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(
                [sys.executable, "-c", code],
                cwd=folder, env=env, capture_output=True, text=True, timeout=60, check=False,
            )
        assert done.returncode == 0, f"block {number}:\n{block}\n{done.stdout}{done.stderr}"
        print(f"block {number} runs:\n{done.stdout.rstrip()}")


main()

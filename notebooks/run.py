"""Runs every notebook in this folder as an analyst would, and fails on the first error in each.

    python run.py

Wants the packages of requirements.txt, the program in BEATBOOK_BIN (else on the PATH) and a book in
BEATBOOK_BOOK. The files are left as they are: nothing that a run prints is saved. A notebook that
was committed with outputs in it fails, because outputs can hold rows of real data.
"""

import os
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from traitlets.config import Config

HERE = Path(__file__).resolve().parent


def over_files(folder: str) -> Config:
    """Talks to the kernel over files in a folder where the system can, so that no port is opened."""
    if os.name == "nt":
        return Config()
    return Config(KernelManager={"transport": "ipc", "ip": str(Path(folder) / "kernel")})


def fault(path: Path, folder: str) -> str | None:
    notebook = nbformat.read(path, as_version=4)
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "code" and (cell.outputs or cell.execution_count is not None):
            return f"cell {number} was saved with its output; clear all outputs before committing"
    client = NotebookClient(
        notebook,
        timeout=300,
        kernel_name="python3",
        resources={"metadata": {"path": str(HERE)}},
        config=over_files(folder),
    )
    try:
        client.execute()
    except CellExecutionError as error:
        return str(error)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "stream":
                print("    " + output.text.strip().replace("\n", "\n    "))
    return None


def main() -> int:
    passed = failed = 0
    for path in sorted(HERE.glob("*.ipynb")):
        print(f"{path.name} ...", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            found = fault(path, folder)
        if found is None:
            passed += 1
        else:
            failed += 1
            print(f"{path.name}: FAILED\n{found}")
    print(f"{passed} passed, {failed} failed")
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main())

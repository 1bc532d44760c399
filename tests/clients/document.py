"""Sends a running server what its own document says it accepts, and what it says it does not.

    python document.py http://127.0.0.1:8080 [examples of each address]

Needs Schemathesis (PyPI, `schemathesis`), and says so where it is absent. Every check of it counts but one: a selection may be well
formed and still name what this book does not hold, and is then refused (400), so that well-formed data
need not be accepted. Ends with the status of Schemathesis: not 0 where anything was found.
"""

import importlib.util
import subprocess
import sys

from _client import not_run


def main(server: str, examples: str = "3") -> int:
    if importlib.util.find_spec("schemathesis") is None:
        not_run("it needs Schemathesis; install it with `pip install schemathesis`")
    server = server.rstrip("/")
    return subprocess.call(
        [
            sys.executable,
            "-m",
            "schemathesis.cli",
            "run",
            f"{server}/api/v1/openapi.json",
            "--url",
            server,
            "--phases",
            "examples,coverage,fuzzing",
            "--checks",
            "all",
            "--exclude-checks",
            "positive_data_acceptance",
            "--max-examples",
            examples,
            "--generation-deterministic",
            # A scan of a whole book takes its time on a small machine.
            "--request-timeout",
            "120",
            "--max-response-time",
            "120",
            "--continue-on-failure",
            "--warnings",
            "off",
        ]
    )


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:3]))

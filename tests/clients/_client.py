"""What the scripts share: the address they were given, and how they end."""

import sys
from urllib.parse import urlencode

import requests

NOT_RUN = 77


def address() -> str:
    """The server's address without its last slash."""
    if len(sys.argv) != 2:
        sys.exit(f"usage: python {sys.argv[0]} http://127.0.0.1:8080/")
    return sys.argv[1].rstrip("/")


def url(path: str, **query: str) -> str:
    text = urlencode(query)
    return f"{address()}{path}" + (f"?{text}" if text else "")


def get(path: str, **query: str) -> requests.Response:
    response = requests.get(url(path, **query), timeout=120)
    assert response.status_code == 200, f"{response.url}: {response.status_code} {response.text}"
    return response


def not_run(why: str) -> None:
    print(f"not run: {why}")
    sys.exit(NOT_RUN)


def layers() -> list[str]:
    """Ids of the book's layers."""
    return [layer["id"] for layer in get("/api/v1/meta").json()["layers"]]

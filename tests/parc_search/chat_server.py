"""A small real server with the OpenAI chat protocol, for tests: it says what it is told to say."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

# What the server sends for a request: status, body.
Behaviour = Callable[[dict[str, Any]], tuple[int, bytes]]


@dataclass(slots=True)
class Running:
    """A server that runs: its address, and the requests it was sent."""

    url: str
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)


def saying(text: str) -> Behaviour:
    """A server that answers with a text."""
    return lambda request: (200, json.dumps({"choices": [{"message": {"content": text}}]}).encode())


@contextmanager
def chat_server(behave: Behaviour, *, released: threading.Event | None = None) -> Iterator[Running]:
    """The server on a free port of this machine; with `released` it keeps silent until the event is set."""
    running = Running(url="")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            running.requests.append({"path": self.path, **body})
            running.keys.append(self.headers["Authorization"])
            if released is not None:
                released.wait(30)
            status, said = behave(body)
            try:
                self.send_response(status)
                if status in (301, 302, 307):
                    self.send_header("Location", f"{running.url}/elsewhere")
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)
            except OSError:
                return  # the client has given up, as it should

        def log_message(self, format: str, *arguments: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield running
    finally:
        if released is not None:
            released.set()
        server.shutdown()
        server.server_close()
        thread.join()

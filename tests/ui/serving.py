"""The app as a process of its own, for tests that drive it in a browser."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
START_LINES = 200
# The first question loads the encoder and the repairer, on a machine that may be busy.
PATIENCE_MS = 120_000


def served(
    store: Path,
    *,
    port: int | None = None,
    settings: Path | None = None,
    options: Sequence[str] = (),
    variables: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """The address of the app over a store, for as long as the caller holds on; `variables` join its environment."""
    if port is None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), *options]
    environment = {**os.environ, "PARC_STORE": str(store), **({"PARC_SETTINGS": str(settings)} if settings else {})}
    environment |= variables or {}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if "URL:" in line:
                break
            assert len(said) < START_LINES, "".join(said)
        drain = threading.Thread(target=process.stdout.read, daemon=True)
        drain.start()
        try:
            assert process.poll() is None, "".join(said)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait()
            drain.join()

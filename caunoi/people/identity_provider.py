"""A local OpenID Connect provider that stands where the national electronic identity stands, for tests and demo.

A real provider in a process of its own (`oidc-provider-mock`), with the invented citizens of `demo_people`; anybody may
sign in as any of them. Its pages are ours: the originals load a style sheet from another host.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlencode

from caunoi.people.demo_people import CITIZENS

HOST, PORT = "127.0.0.1", 9400
_PAGES = Path(__file__).parent / "identity_pages"


def serve(port: int = PORT, *, announce: IO[str] | None = None, watch: IO[str] | None = None) -> None:
    """Serve until stopped. Writes `ready PORT` to `announce`; with `watch`, ends when that stream does."""
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # 127.0.0.1 only
    import flask
    import oidc_provider_mock as mock
    from werkzeug.serving import make_server

    app = flask.Flask(__name__, template_folder=str(_PAGES))
    mock.init_app(app, user_claims=[mock.User(sub=c.sub, claims=c.claims()) for c in CITIZENS])
    app.debug = False
    plain: Any = app.wsgi_app  # the package wraps it in a debugger that we do without
    setattr(app, "wsgi_app", plain.app)  # noqa: B010  a plain assignment to a method does not type-check
    app.context_processor(lambda: {"citizens": {c.sub: c for c in CITIZENS}})
    app.before_request(_deny)
    server = make_server(HOST, port, app, threaded=True)
    if watch is not None:
        threading.Thread(target=_stop_at_end, args=(watch,), daemon=True).start()
    if announce is not None:
        print(f"ready {server.server_port}", file=announce, flush=True)
    server.serve_forever()


def _deny() -> Any:
    """A refusal carries the `state` of the request (RFC 6749, 4.1.2.1); the package's own answer leaves it out."""
    import flask

    asked = flask.request.args
    if flask.request.method != "POST" or flask.request.form.get("action") != "deny" or "redirect_uri" not in asked:
        return None
    answer = urlencode({"error": "access_denied", "state": asked.get("state", "")})
    return flask.redirect(f"{asked['redirect_uri']}?{answer}")


def _stop_at_end(watch: IO[str]) -> None:
    """The parent holds the other end: when it dies, however it dies, this process goes too."""
    watch.read()
    os._exit(0)


@contextmanager
def running(port: int = PORT) -> Iterator[str]:
    """Run the provider in a process of its own and give its issuer address. Port 0 takes a free one.

    Raises RuntimeError when it does not start, for example because the port is taken.
    """
    command = [sys.executable, "-m", "caunoi.people.identity_provider", str(port)]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert process.stdout is not None
        word, _, bound = process.stdout.readline().strip().partition(" ")
        if word != "ready":
            raise RuntimeError(f"the identity provider did not start on {HOST}:{port}")
        yield f"http://{HOST}:{bound}"
    finally:
        process.terminate()
        process.wait(timeout=10)


if __name__ == "__main__":
    serve(int(sys.argv[1]), announce=sys.stdout, watch=sys.stdin)

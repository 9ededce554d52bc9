"""The web process: uvicorn around the application, on the supervisor's socket or one of its own.

The supervisor's socket outlives a killed web process: callers wait in its queue until
the next one takes over.
"""

import argparse
import os
import socket
import sys

import uvicorn

from yinling.config.launcher.refusals import Refusal
from yinling.config.logs import speak_in_lines
from yinling.config.startup import settle

#: Seconds that open answers have when the process ends; streams held it longer than 12 without this.
GRACE = 2


def _listener(arguments: argparse.Namespace) -> socket.socket:
    """The socket to serve."""
    if arguments.fd is not None:
        return socket.socket(fileno=arguments.fd)
    return socket.create_server((arguments.host, arguments.port), backlog=512)


def main(argv: list[str] | None = None) -> None:
    """Serve until SIGTERM. No access log: addresses of pages hold public ids of persons."""
    parser = argparse.ArgumentParser(prog="web")
    parser.add_argument("--fd", type=int)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    arguments = parser.parse_args(argv)
    speak_in_lines()
    settle("web")
    listener = _listener(arguments)
    config = uvicorn.Config(
        "yinling.config.asgi:application",
        access_log=False,
        lifespan="off",
        server_header=False,
        log_config=None,  # its loggers speak through ours, which say nothing that somebody typed
        log_level="warning",
        timeout_graceful_shutdown=GRACE,
        # Whose X-Forwarded-* is believed: nobody's, unless the operator names the balancer.
        proxy_headers="FORWARDED_ALLOW_IPS" in os.environ,
    )
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    try:
        main()
    except Refusal as refusal:
        sys.exit(refusal.sentence)

"""A line to a server that breaks after so many bytes from it, like a lost network."""

from __future__ import annotations

import contextlib
import socket
import threading


class Cut:
    """Passes one connection on to a loopback port; entering it gives the port to use instead."""

    def __init__(self, port: int, *, after: int) -> None:
        self._port = port
        self._left = after
        self._server = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> int:
        self._thread.start()
        port: int = self._server.getsockname()[1]
        return port

    def __exit__(self, *_: object) -> None:
        self._server.close()
        self._thread.join(10)

    def _serve(self) -> None:
        client, _ = self._server.accept()
        with client, socket.create_connection(("127.0.0.1", self._port)) as server:
            upwards = threading.Thread(target=_pass_on, args=(client, server), daemon=True)
            upwards.start()
            with contextlib.suppress(OSError):
                while self._left > 0 and (part := server.recv(min(self._left, 65_536))):
                    client.sendall(part)
                    self._left -= len(part)
            for end in (client, server):
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
            upwards.join(10)


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while part := source.recv(65_536):
            target.sendall(part)

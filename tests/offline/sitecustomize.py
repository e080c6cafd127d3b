"""Put before all else on the path of a Python process: refuses and notes every connection that leaves this machine."""

import ipaddress
import os
import sys


def _is_local(host: object) -> bool:
    if host in (None, "", "localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback or str(host) == "0.0.0.0"
    except ValueError:
        return False


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in ("socket.connect", "socket.sendto") and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    if not _is_local(host):
        with open(os.environ["OUTSIDE_CONNECTIONS"], "a", encoding="utf-8") as notes:
            notes.write(f"{event} {host}\n")
        raise OSError(f"no outside connections: {host}")


sys.addaudithook(_refuse)

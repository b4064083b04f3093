"""Stop with one clear line where the port given as the only argument cannot be used."""

import socket
import sys

port = sys.argv[1]
if not port.isdecimal() or not 0 < int(port) < 65536:
    sys.exit(f"PORT must be a number from 1 to 65535, not {port!r}")
with socket.socket() as probe:
    probe.settimeout(1)
    if probe.connect_ex(("127.0.0.1", int(port))) == 0:
        other = int(port) + 1 if int(port) < 65535 else 8001
        sys.exit(f"Port {port} is in use by another program. Choose another one: PORT={other} make run")

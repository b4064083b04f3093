"""Stop with an error unless the web server of this container answers as it would through the proxy."""

import os
import sys
from http.client import HTTPConnection
from urllib.parse import urlsplit

server = HTTPConnection("127.0.0.1", 8000, timeout=5)
headers = {"Host": urlsplit(os.environ["SITE_URL"]).netloc, "X-Forwarded-Proto": "https"}
server.request("GET", "/admin/login/", headers=headers)
status = server.getresponse().status
if status != 200:
    sys.exit(f"The web server answered {status}")

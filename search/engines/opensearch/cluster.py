"""The cluster behind SEARCH_URL, and its faults in the words of the archive."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from opensearchpy import OpenSearch
from opensearchpy.exceptions import ConnectionError as NoConnection
from opensearchpy.exceptions import NotFoundError, TransportError

from search.engines.contract import IndexUnfit, OutOfReach

if TYPE_CHECKING:
    from collections.abc import Iterator

log = logging.getLogger("search")
PATIENCE = 10  # seconds one question may take
ATTEMPTS = 3  # further ones, at the next node, after a fault of the connection
NAME = "huqyq"
BUSY = (
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
)


def connect(url: str) -> tuple[OpenSearch, str]:
    """A client for the cluster at `url`, and the name that all indices of this archive begin with.

    `url` is http(s)://user:password@host:port,host:port/name; all but the scheme and one host may be left out.
    """
    parts = urlsplit(url)
    account, _, addresses = parts.netloc.rpartition("@")
    user, _, password = account.partition(":")
    client = OpenSearch(
        hosts=[f"{parts.scheme}://{address}" for address in addresses.split(",")],
        http_auth=(unquote(user), unquote(password)) if user else None,
        timeout=PATIENCE,
        max_retries=ATTEMPTS,
        retry_on_timeout=False,  # a question that took too long once only adds to the load
        retry_on_status=(HTTPStatus.BAD_GATEWAY, HTTPStatus.GATEWAY_TIMEOUT),
    )
    return client, parts.path.strip("/") or NAME


@contextmanager
def asking() -> Iterator[None]:
    """Around every question to the cluster.

    Raises OutOfReach where no node answers, or none has all of the index; IndexUnfit where there is no index. Other
    errors are faults of this program and pass as they are.
    """
    try:
        yield
    except NotFoundError as error:
        raise IndexUnfit from error
    except NoConnection as error:
        log.warning("OpenSearch does not answer: %s", error)
        raise OutOfReach from error
    except TransportError as error:
        if error.status_code not in BUSY:
            raise
        log.warning("OpenSearch answers %s: %s", error.status_code, error.error)
        raise OutOfReach from error

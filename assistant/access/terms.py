"""On what terms the page is served: by which names, to whom, and how much."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field

from assistant.access.accounts import Accounts
from assistant.access.limits import Limits

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The terms.

    Attributes:
        names: what a browser may call this server; by any other name it gets nothing (DNS rebinding).
        any_address: whether every numeric address will do too; no name can be bent to one of these.
        behind_proxy: whether a proxy on this machine says who asks, and whether over TLS.
        accounts: who may use the page; None for everybody who can reach it.
        limits: how much.

    """

    names: tuple[str, ...] = LOOPBACK
    any_address: bool = False
    behind_proxy: bool = False
    accounts: Accounts | None = None
    limits: Limits = field(default_factory=Limits)

    def admits(self, host: str) -> bool:
        """Say whether a request's Host header names this server."""
        name = host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]
        return name.casefold() in self.names or (self.any_address and is_address(name))


def is_address(name: str) -> bool:
    """Say whether a name is a numeric address."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def is_loopback(address: str) -> bool:
    """Say whether a numeric address can be reached from this machine only."""
    return ipaddress.ip_address(address.partition("%")[0]).is_loopback


def is_every(address: str) -> bool:
    """Say whether a numeric address stands for all addresses of this machine."""
    return ipaddress.ip_address(address.partition("%")[0]).is_unspecified

"""Which address phones can reach this laptop at: a scored list of its network adapters."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

import ifaddr

VIRTUAL = ("docker", "veth", "br-", "virbr", "vmnet", "vmware", "virtualbox", "vethernet", "wsl")
TUNNELS = ("tun", "tap", "utun", "wg", "vpn", "tailscale", "zerotier", "ppp")


@dataclass(frozen=True)
class Address:
    """One IPv4 address of one adapter. A higher score is a better guess."""

    ip: str
    adapter: str
    score: int


def addresses() -> list[Address]:
    """All addresses, best first; loopback is the last resort."""
    found = [
        Address(str(each.ip), adapter.nice_name, score(str(each.ip), adapter.nice_name))
        for adapter in ifaddr.get_adapters()
        for each in adapter.ips
        if each.is_IPv4
    ]
    return sorted(found, key=lambda a: (-a.score, a.ip))


def best(known: str = "127.0.0.1") -> str:
    """The likeliest address for phones; the one that is known where there is none, or none can be
    read, because an adapter comes or goes just then."""
    try:
        found = addresses()
    except OSError:
        return known
    return found[0].ip if found else known


def score(ip: str, adapter: str) -> int:
    """How likely phones reach an address. Windows' own hotspot is an adapter like any other."""
    address, name = ipaddress.ip_address(ip), adapter.lower()
    if address.is_loopback:
        return 0
    points = 50
    if address.is_link_local:
        points = 10
    elif ip.startswith("192.168."):
        points = 100
    elif address.is_private:
        points = 80
    if any(word in name for word in VIRTUAL):
        points -= 60
    if any(name.startswith(word) or f" {word}" in name for word in TUNNELS):
        points -= 50
    return max(points, 1)

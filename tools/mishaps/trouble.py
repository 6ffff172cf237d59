"""What a trouble that comes and goes does to a busy room: before, during and after it, and what is
really there after a kill."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import requests

from .finding import Finding
from .hands import Staff
from .laptop import Laptop
from .together import in_step, wait_for

TROUBLE_S = 6.0
SETTLES_S = 1.0  # what was on its way when the trouble began
FAULTY = "“could not be saved because of a fault”, the words stay on the phone; screens go on"
KEEPS = "“Not sent yet, kept here” on the phones, which try again; screens and files go on"


def through(
    name: str,
    laptop: Laptop,
    begins: Callable[[], Any],
    ends: Callable[[], Any],
    *,
    refuses: bool = False,
    trouble_s: float = TROUBLE_S,
) -> Finding:
    """A busy room before, during and after a trouble; then a kill, to see what is really there.
    `refuses`: what was tried three times is refused, and stays on the phone."""
    staff = Staff(laptop, 8, name)
    staff.works()
    wait_for(lambda: staff.acknowledged >= 40, 60)
    begins()
    time.sleep(SETTLES_S)
    before = staff.acknowledged
    seen = {what: fetched(staff, what) for what in ("plan.docx", "projector", "healthz", "join")}
    time.sleep(trouble_s)
    during = staff.acknowledged - before
    ends()
    ended_at, waiting = time.monotonic(), [(face, face.pending) for face in staff.faces]
    wait_for(lambda: all(face.pending != op or not op for face, op in waiting), 60)
    saved_s, enough = time.monotonic() - ended_at, staff.acknowledged + 30
    wait_for(lambda: staff.acknowledged >= enough, 60)
    staff.rests()
    took_s = in_step(staff.faces, ended_at)
    laptop.kill()
    laptop.start()
    staff.meets_new_server()
    refused = sum(len(face.refused) for face in staff.faces)
    return staff.finding(
        name,
        None if took_s is None else saved_s,
        FAULTY if refuses else KEEPS,
        (f"{refused} refused; " if refuses else "")
        + f"tried = acknowledged, {during} of them in {trouble_s:.0f} s of trouble; meanwhile "
        + ", ".join(f"{what} {code}" for what, code in seen.items()),
        is_so=took_s is not None and is_expected(seen),
    )


def is_expected(seen: dict[str, int]) -> bool:
    """Files and screens come as ever; who joins is told to try again."""
    return seen["plan.docx"] == seen["projector"] == 200 and seen["join"] in (200, 503)


def fetched(staff: Staff, what: str) -> int:
    """The status of a page or file, fetched by the champion's browser or by a newcomer."""
    url, code = staff.laptop.url, staff.laptop.code
    browser = staff.champion.face.browser if staff.champion else requests.Session()
    with suppress(requests.RequestException):
        if what == "join":
            newcomer = requests.Session()
            newcomer.get(f"{url}/j/{code}", timeout=15)
            return newcomer.post(f"{url}/j/{code}", {"group": ""}, timeout=15).status_code
        place = {"projector": f"/w/{code}/projector", "healthz": "/healthz"}
        path = place.get(what, f"/facilitator/w/{code}/export/{what}")
        return browser.get(url + path, timeout=30).status_code
    return 0

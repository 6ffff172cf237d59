"""An address that brings words along: anybody can make one, so it speaks for nobody by itself."""

import json
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import KIOSK
from tests.browser.stage import Room
from workshop.model import new_id

pytestmark = pytest.mark.browser
LAID = "Words that somebody else has laid here"


def test_a_strange_address_gives_no_command_in_the_name_of_who_opens_it(room: Room) -> None:
    amira, ben = room.people(2)
    before, other = amira.group(), ben.group()
    activity = {"activity": room.hand.activity, "phase": "round", "round": 0, "slot": None}
    written = activity | {"id": new_id(), "key": new_id(), "group": None, "text": LAID}
    given = [("choose_group", {"group": other}), ("write_note", written)]
    items = [{"op": new_id(), "name": name, "body": body, "place": None} for name, body in given]
    amira.page.goto("about:blank")
    load = quote(json.dumps({"seat": "s" * 22, "items": items, "keys": []}))
    amira.page.goto(f"{room.server.url}/w/{room.code}/#carry={load}".replace("127.0.0.1", KIOSK))
    expect(amira.page.locator("#text")).to_have_value(LAID)
    amira.page.wait_for_timeout(500)
    assert amira.group() == before != other
    assert not room.hand.notes(LAID)

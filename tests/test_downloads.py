"""The plan on every phone: whatever the school is called, and only once it is agreed."""

from pathlib import Path
from urllib.parse import quote

import requests

from tests.server import Client, Server, a_server
from workshop.reports.formats import FORMATS

SCHOOL = "St Chloé’s Tŷ Gwyn"


def a_plan(server: Server) -> tuple[str, Client]:
    """A workshop at that school with one action; its code, and the console."""
    champion = server.champion()
    wishes = {"pack": "writing", "school": SCHOOL, "minutes": "60", "groups": "4"}
    page = champion.post(f"{server.url}/facilitator/", data=wishes, timeout=10)
    code = page.url.rstrip("/").split("/")[-1]
    console = Client(server, "console", champion)
    console.connects(code)
    action = console.sends("add_action", {})["action"]
    typed = {"action": action, "fields": {"we_will": "Agree examples"}, "was": {"we_will": ""}}
    assert console.sends("write_action", typed)["ok"]
    return code, console


def test_every_file_of_an_agreed_plan_comes_with_the_schools_own_name(tmp_path: Path) -> None:
    with a_server(tmp_path) as server:
        code, console = a_plan(server)
        url = f"{server.url}/w/{code}/plan"
        assert requests.get(f"{url}.docx", timeout=20).status_code == 404
        assert console.sends("agree_plan", {"was": 0})["ok"]
        for name in FORMATS:
            if name.startswith("plan."):
                file = requests.get(f"{server.url}/w/{code}/{name}", timeout=20)
                assert (file.status_code, file.headers["Cache-Control"]) == (200, "no-store")
                assert quote(SCHOOL) in file.headers["Content-Disposition"]
        console.leaves()

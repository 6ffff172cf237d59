"""The phone's pages: join by code, the page that stays open for the hour, the plan to take away."""

from __future__ import annotations

import io
import re
import secrets
import time
from collections import defaultdict, deque
from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, send_file
from werkzeug.wrappers import Response as AnyResponse

from workshop.agreed import agreed_number
from workshop.audience import Audience
from workshop.house import House
from workshop.model import Refused, new_token, personal_code, tidy_code
from workshop.reports.formats import FORMATS
from workshop.seats import seat_in, seat_of, take_seat, take_seat_back
from workshop.store import Store
from workshop.transaction import Transaction
from workshop.words import say

from .site import render_sentence

UNFIT = re.compile(r'[\x00-\x1f"*/:<>?\\|]+')  # what some system takes in no file name
TOKEN = re.compile(r"[\w-]{16,128}", re.ASCII)  # as we make them
TRIES_A_MINUTE = 5  # of personal codes, from one address
FIRST_VIEW = secrets.token_hex(16)  # stands in a drawn page until it is given to somebody
MOST_KEPT = 32  # drawn pages
KEPT_FOR_S = 14 * 24 * 3600  # a seat's cookie outlives a second sitting

RoomFacts = tuple[Any, Any]  # the workshop's row, the groups' rows
Answer = Response | AnyResponse | tuple[str, int]


def blueprint(house: House, embed: Callable[[Any], str], words: str) -> Blueprint:
    """The pages. `embed` puts JSON safely into a page; `words` are the phone's sentences."""
    pages = Blueprint("participant", __name__)
    tries: dict[str, deque[float]] = defaultdict(deque)
    kept: dict[tuple[str, ...], str] = {}

    @pages.get("/")
    def front() -> Answer:
        return render_join(None, "")

    @pages.post("/")
    def front_form() -> Answer:
        typed = request.form.get("code", "")
        if not tidy_code(typed):
            return render_join(None, say("refused.no_code"))
        if house.store(typed) is None:
            return render_join(None, say("refused.no_workshop"))
        return redirect(f"/j/{tidy_code(typed)}", 303)

    @pages.get("/j/<code>")
    def join_page(code: str) -> Answer:
        store = house.store(code)
        if store is None:
            return render_join(None, say("refused.no_workshop"), code), 404
        code = tidy_code(code)
        if seat_of(store, request.cookies.get(cookie_name(code))) is not None:
            return redirect(f"/w/{code}/", 303)
        facts = room_facts(store)
        if facts[0].get("is_closed"):
            copies = code if is_agreed(store) else ""
            return render_sentence(say("refused.closed"), say("door.closed_title"), copies)
        page = make_response(render_join(store, "", facts=facts))
        set_seat(page, code, new_token())  # never one that somebody else laid out
        return page

    @pages.post("/j/<code>")
    def join_form(code: str) -> Answer:
        store = house.store(code)
        if store is None:
            return render_join(None, say("refused.no_workshop"), code), 404
        code = tidy_code(code)
        token = request.cookies.get(cookie_name(code), "")
        if not TOKEN.fullmatch(token):
            page = make_response(render_join(store, say("refused.cookies")), 400)
            set_seat(page, code, new_token())
            return page
        came = come_in(store, token)
        if isinstance(came, Refused):
            return render_join(store, say(f"refused.{came.code}", **came.values)), 400
        if came is None:
            return render_join(store, say("door.busy")), 503
        page = redirect(f"/w/{code}/", 303)
        set_seat(page, code, token)
        return page

    def come_in(store: Store, token: str) -> Any:
        personal = request.form.get("personal", "")
        if not tidy_code(personal):
            return take_seat(store, token, request.form.get("group") or None)
        recent = tries[str(request.remote_addr)]
        while recent and recent[0] < time.monotonic() - 60:
            recent.popleft()
        if len(recent) >= TRIES_A_MINUTE:
            return Refused("too_many_tries")
        recent.append(time.monotonic())
        found = take_seat_back(store, personal, token)
        if isinstance(found, str):
            house.unseat(found)  # the phone that was lost speaks for nobody any more
        return found

    @pages.get("/w/<code>/")
    def phone(code: str) -> Answer:
        store = house.store(code)
        if store is None:
            return render_sentence(say("refused.no_workshop")), 404
        code = tidy_code(code)
        token = request.cookies.get(cookie_name(code), "")
        first = store.ask(lambda tx, scene: first_view(store, tx, token))
        if first == {}:
            return redirect(f"/j/{code}", 303)
        if not isinstance(first, dict):
            return render_sentence(say("door.busy")), 503
        first |= {"w": code, "face": "phone", "code": personal_code(token)}
        title = first["state"]["workshop"]["title"]
        shell = drawn(("phone", code, title), "participant/phone.html", title=title, code=code)
        return make_response(shell.replace(FIRST_VIEW, embed(first), 1))

    @pages.get("/w/<code>/plan.<ending>")
    def plan(code: str, ending: str) -> Answer:
        store, name = house.store(code), f"plan.{ending}"
        if store is None or name not in FORMATS:
            return render_sentence(say("door.not_found")), 404
        if not is_agreed(store):
            return render_sentence(say("door.not_agreed")), 404
        content = house.press.file(store, name, date.today())
        if content is None:
            return render_sentence(say("door.busy")), 503
        shown = f"{plan_name(store)}.{ending}"  # any letters: the header spells them out
        page = send_file(
            io.BytesIO(content),
            mimetype=FORMATS[name],
            as_attachment=True,
            download_name=shown,
        )
        page.headers["Cache-Control"] = "no-store"
        return page

    def render_join(
        store: Store | None, error: str, typed: str = "", facts: RoomFacts | None = None
    ) -> str:
        workshop, groups = facts or room_facts(store)
        form = request.form if request.method == "POST" else {}
        was = {name: form.get(name, "") for name in ("code", "group", "personal")}
        if typed:
            was["code"] = typed[:12]
        offered = groups if workshop.get("groups_open") else ()
        shown = {
            "title": workshop.get("title"),
            "school": workshop.get("school"),
            "code": workshop.get("code"),
            "groups": [{"id": g["id"], "letter": g["letter"]} for g in offered],
            "action": f"/j/{workshop['code']}" if workshop else "/",
        }
        if error or any(was.values()):
            return render_template("participant/join.html", error=error, typed=was, **shown)
        return drawn(("join", repr(shown)), "participant/join.html", error="", typed=was, **shown)

    def drawn(key: tuple[str, ...], template: str, **facts: Any) -> str:
        """A page that is the same for everybody, drawn once: a whole staff joins at a time. Where
        each phone's own first view goes, it says so."""
        if key not in kept:
            kept.clear() if len(kept) >= MOST_KEPT else None
            kept[key] = render_template(template, words=words, first=FIRST_VIEW, **facts)
        return kept[key]

    return pages


def room_facts(store: Store | None) -> RoomFacts:
    """The workshop and its groups; nothing of either where there is none, or no answer."""
    facts = store.ask(lambda tx, scene: (scene.workshop, scene.groups)) if store else None
    return facts if isinstance(facts, tuple) else ({}, ())


def first_view(store: Store, tx: Transaction, token: str) -> dict[str, Any]:
    """What a phone shows before its socket is up; nothing for a token without a seat."""
    seat = seat_in(tx, token)
    if seat is None:
        return {}
    view = store.feed.snapshot(tx, Audience("group", seat.group), store.clock())
    return view | {"me": store.feed.me(tx, seat.id)}


def is_agreed(store: Store) -> bool:
    """Whether the room has agreed its plan: from then on every phone may take it away."""
    return isinstance(store.ask(lambda tx, scene: agreed_number(tx)), int)


def plan_name(store: Store) -> str:
    """What the file is called in somebody's downloads: the school, and that it is the plan."""
    school = store.ask(lambda tx, scene: scene.workshop["school"])
    plain = " ".join(UNFIT.sub(" ", school if isinstance(school, str) else "").split())
    return f"{plain[:80].strip(' .')} {say('join.plan.file')}".strip()


def cookie_name(code: str) -> str:
    """The seat's cookie; readable, because the page gives it to the socket."""
    return f"seat_{code}"


def set_seat(page: Any, code: str, token: str) -> None:
    """Keep the seat's token on the phone."""
    page.set_cookie(cookie_name(code), token, max_age=KEPT_FOR_S, samesite="Lax", path="/")

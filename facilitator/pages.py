"""The facilitator's pages: home, console, and the projector that anyone may watch."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from workshop.audience import CONSOLE, PROJECTOR, Audience
from workshop.house import House
from workshop.making import Wishes
from workshop.model import GROUP_LETTERS, Refused, tidy_code
from workshop.packs import PackError, parse_file
from workshop.reports.dates import long_date
from workshop.reports.formats import FORMATS
from workshop.shelf import glance
from workshop.words import say

from .help import help_html
from .session import champion, sign_in

SCHOOL_LIMIT = 120
log = logging.getLogger(__name__)
Answer = Response | AnyResponse | tuple[str, int]
Page = Callable[..., Answer]


def blueprint(
    house: House,
    packs: Path,
    token: str,
    embed: Callable[[Any], str],
    words: Callable[[str], str],
) -> Blueprint:
    """The pages. `token` opens the console; `words` are the sentences of a face as JSON."""
    pages = Blueprint("facilitator", __name__)

    def for_champion(page: Page) -> Page:
        @wraps(page)
        def guarded(*args: Any, **kwargs: Any) -> Answer:
            if champion() is None:
                return render_sentence(say("door.console")), 403
            return page(*args, **kwargs)

        return guarded

    @pages.get("/facilitator/")
    def home() -> Answer:
        given = request.args.get("token")
        if given is not None:
            if not sign_in(given, token):
                return render_sentence(say("door.console_ended")), 403
            return redirect("/facilitator/", 303)
        if champion() is None:
            return render_sentence(say("door.console")), 403
        return render_home({}, {})

    @pages.post("/facilitator/")
    @for_champion
    def new_workshop() -> Answer:
        typed = {
            n: request.form.get(n, "").strip() for n in ("pack", "school", "minutes", "groups")
        }
        errors = {}
        if not typed["school"]:
            errors["school"] = say("home.no_school")
        if len(typed["school"]) > SCHOOL_LIMIT:
            errors["school"] = say("home.long_school", n=len(typed["school"]), limit=SCHOOL_LIMIT)
        path = packs / f"{typed['pack']}.md"
        if typed["pack"] not in pack_names():
            errors["pack"] = say("home.no_pack")
        if not 1 <= whole(typed["groups"]) <= len(GROUP_LETTERS):
            errors["groups"] = say("home.bad_groups")
        if errors:
            return render_home(typed, errors), 400
        try:
            wishes = Wishes(
                typed["school"], whole(typed["minutes"]), whole(typed["groups"]), date.today()
            )
            code = house.make(parse_file(path, house.kinds), wishes)
        except PackError as error:
            return render_home(typed, {"pack": str(error)}), 400
        except Refused as error:
            return render_home(typed, {"pack": say(f"refused.{error.code}", **error.values)}), 400
        except (OSError, sqlite3.Error):
            log.exception("no workshop was made")
            return render_home(typed, {"pack": say("home.no_room")}), 507
        return redirect(f"/facilitator/w/{code}/", 303)

    @pages.get("/facilitator/w/<code>/")
    @for_champion
    def console(code: str) -> Answer:
        return board(code, "console", Audience(CONSOLE))

    @pages.get("/w/<code>/projector")
    def projector(code: str) -> Answer:
        return board(code, "projector", Audience(PROJECTOR))

    @pages.get("/facilitator/w/<code>/export/<name>")
    @for_champion
    def export(code: str, name: str) -> Answer:
        store = house.store(code)
        if store is None or name not in FORMATS:
            return render_sentence(say("door.not_found")), 404
        content = house.press.file(store, name, date.today())
        if content is None:
            return render_sentence(say("door.busy")), 503
        page = make_response(content)
        page.headers["Content-Type"] = FORMATS[name]
        shown = f"{tidy_code(code)}-{name}"
        page.headers["Content-Disposition"] = f'attachment; filename="{shown}"'
        return page

    @pages.get("/facilitator/help/<name>")
    @for_champion
    def help_page(name: str) -> Answer:
        try:
            return make_response(render_template("facilitator/help.html", body=help_html(name)))
        except KeyError:
            return render_sentence(say("door.not_found")), 404

    def board(code: str, face: str, audience: Audience) -> Answer:
        store = house.store(code)
        if store is None:
            return render_sentence(say("refused.no_workshop")), 404
        first = store.ask(lambda tx, scene: store.feed.snapshot(tx, audience, store.clock()))
        if not isinstance(first, dict):
            return render_sentence(say("door.busy")), 503
        may_drive = champion() is not None
        first = first | {"w": tidy_code(code), "face": face, "may_drive": may_drive}
        return make_response(
            render_template(
                f"facilitator/{face}.html",
                title=first["state"]["workshop"]["title"],
                code=tidy_code(code),
                words=words(face),
                first=embed(first),
            )
        )

    def render_home(typed: dict[str, str], errors: dict[str, str]) -> str:
        found = [glance(house.shelf.home_of(code) / "workshop.db") for code in house]
        shown = [
            each | {"day": long_date(date.fromisoformat(each["held_on"]))}
            for each in reversed(found)
            if each
        ]
        return render_template(
            "facilitator/home.html",
            workshops=sorted(shown, key=lambda each: bool(each["is_closed"])),
            packs=pack_titles(),
            typed=typed,
            errors=errors,
            error=next(iter(errors.values()), ""),
        )

    def pack_names() -> list[str]:
        return sorted(path.stem for path in packs.glob("*.md"))

    def pack_titles() -> list[dict[str, Any]]:
        titles = []
        for name in pack_names():
            try:
                pack = parse_file(packs / f"{name}.md", house.kinds)
            except PackError as error:
                titles.append({"name": name, "title": name, "minutes": [], "error": str(error)})
                continue
            minutes = [order.minutes for order in pack.orders]
            facts = {"title": pack.title, "minutes": minutes, "sources": pack.sources}
            titles.append({"name": name, "error": "", **facts})
        return titles

    return pages


def render_sentence(sentence: str) -> str:
    """A page that says one sentence."""
    return render_template("facilitator/sentence.html", error=sentence, title="", action="/")


def whole(typed: str) -> int:
    """A whole number from a form; 0 where it is none."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0

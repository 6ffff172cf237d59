"""An hour in which every word that anybody typed tries to be more than a word: on every page and in
every file it stays what it is. The strings are in tests/xss.py."""

import csv
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser

import icalendar
import markdown
import openpyxl
import pytest
import requests
from lxml import etree
from pypdf import PdfReader

from participant.site import embed
from tests.plans import FULL, written
from tests.room import Room, a_room
from tests.server import Phone, Server, a_server, first_of
from tests.xss import ATTACKS, SCHOOL, TYPED, a_bad_hour, a_bad_pack
from workshop import packs
from workshop.activities import KINDS
from workshop.reports.exports import MAKERS

FIRSTS = (0, 14, 28)  # the fields begin with other attacks each time
ACTIVE = {"script", "iframe", "img", "object", "embed", "base", "meta", "link", "form", "a", "svg"}
LIVE_PDF = ("/JavaScript", "/JS", "/URI", "/Launch", "/SubmitForm", "/OpenAction", "/EmbeddedFile")


@pytest.fixture(scope="module", params=FIRSTS)
def room(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("words") / "data"
    with pytest.MonkeyPatch.context() as patch:
        with a_room(folder, groups=3, pack=a_bad_pack()) as room:
            a_bad_hour(room, patch, request.param)
            yield room


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real server, opened on such an hour."""
    folder = tmp_path_factory.mktemp("served")
    with pytest.MonkeyPatch.context() as patch:
        with a_room(folder / "data", groups=3, pack=a_bad_pack()) as room:
            a_bad_hour(room, patch)
    with a_server(folder) as server:
        yield server


def xml_parts(content: bytes) -> dict[str, etree._Element]:
    """Every XML file inside a Word or Excel file, read strictly."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {
            name: etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        }


def names_in(parts: dict[str, etree._Element]) -> set[str]:
    """The names of all elements, without their spaces."""
    return {etree.QName(e).localname for part in parts.values() for e in part.iter(etree.Element)}


class Skeleton(HTMLParser):
    """What a page is made of besides words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def is_harmless(tag: str, attrs: dict[str, str | None]) -> bool:
    """Whether an element of a page is one that we wrote ourselves."""
    if any(name.startswith("on") or name in ("style", "srcdoc") for name in attrs):
        return False
    if tag == "script":
        ours = str(attrs.get("src", "")).startswith("/static/")
        return ours or attrs.get("type") == "application/json"
    places = [attrs[name] for name in ("href", "src", "action", "formaction") if name in attrs]
    return all(re.match(r"/(?!/)|data:,$|#", place or "") for place in places)


# ---- files


def test_the_word_file_is_sound_and_holds_no_field_and_no_link(room: Room) -> None:
    parts = xml_parts(room.export("plan.docx"))
    assert not names_in(parts) & {"hyperlink", "object", "altChunk", "attachedTemplate"}
    told = [e.text for p in parts.values() for e in p.iter("{*}instrText")]
    assert {str(text).strip() for text in told} <= {"PAGE", "NUMPAGES"}
    assert not [p for p in parts.values() for e in p.iter() if e.get("TargetMode") == "External"]


def test_no_cell_of_the_workbook_runs_and_none_is_a_link(room: Room) -> None:
    content = room.export("plan.xlsx")
    assert not names_in(xml_parts(content)) & {"f", "hyperlink", "externalLink", "ddeLink"}
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [c for page in book for row in page.iter_rows() for c in row if c.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert all(cell.hyperlink is None for cell in cells)


def test_no_cell_of_the_table_file_runs(room: Room) -> None:
    rows = csv.reader(io.StringIO(room.export("plan.csv").decode("utf-8-sig")))
    seen = [
        unicodedata.normalize("NFKC", cell).lstrip("\u200b\ufeff \t\r\n")
        for r in rows
        for cell in r
    ]
    assert len(seen) > 40
    assert [cell for cell in seen if cell[:1] in {"=", "+", "-", "@"}] == []


def test_nobody_writes_a_line_of_the_calendar(room: Room) -> None:
    content = room.export("plan.ics")
    lines = content.replace(b"\r\n ", b"").split(b"\r\n")
    heads = {line.split(b":")[0].split(b";")[0] for line in lines if line}
    assert heads <= {b"BEGIN", b"END", b"VERSION", b"PRODID", b"CALSCALE", b"METHOD", b"UID",
                     b"DTSTAMP", b"DTSTART", b"DTEND", b"SUMMARY", b"DESCRIPTION", b"STATUS",
                     b"TRANSP", b"SEQUENCE", b"NAME", b"X-WR-CALNAME", b"CLASS", b"CATEGORIES",
                     b"LAST-MODIFIED"}  # fmt: skip
    assert b"\n" not in b"".join(lines) and max(map(len, content.split(b"\r\n"))) <= 75
    events = icalendar.Calendar.from_ical(content).events
    assert len(events) >= 5
    assert not any("ALARM" in str(e) or "ATTACH" in e or "URL" in e for e in events)


def test_what_markdown_shows_has_no_element_of_anybodys_making(room: Room) -> None:
    html = markdown.markdown(room.export("plan.md").decode(), extensions=["tables", "extra"])
    tags = {tag for tag, _ in Skeleton(html).found}
    assert not tags & ACTIVE and not tags & {"details", "code", "style", "b", "i"}
    assert all(not attrs or set(attrs) == {"style"} for _, attrs in Skeleton(html).found)


def test_the_pdf_opens_and_does_nothing(room: Room) -> None:
    content = room.export("plan.pdf")
    reader = PdfReader(io.BytesIO(content), strict=True)
    objects = "".join(str(reader.get_object(n)) for n in range(1, len(reader.xref[0]) + 1))
    assert len(reader.pages) > 1
    assert [name for name in LIVE_PDF if f"'{name}'" in objects] == []
    assert not any("/Annots" in page for page in reader.pages)


def test_the_pack_comes_out_so_that_it_can_be_read_again(room: Room) -> None:
    pack = packs.parse(room.export("pack.md").decode(), "again.md", KINDS)
    assert pack.title == a_bad_pack().title
    assert pack.stations == a_bad_pack().stations


@pytest.mark.parametrize("name", ["plan.docx", "plan.xlsx"])
@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_every_attack_in_every_box_at_once_leaves_a_sound_file(name: str, text: str) -> None:
    parts = xml_parts(MAKERS[name](written(FULL, text)))
    assert not names_in(parts) & {"hyperlink", "object", "altChunk", "f", "externalLink"}


# ---- pages


def test_no_view_can_end_the_element_it_stands_in(room: Room) -> None:
    person = room.person("A")
    for face in (person, room.projector, room.console):
        view = json.loads(json.dumps(face.view()))
        text = embed(view)
        assert json.loads(text) == view
        assert not re.search("[<\u2028\u2029]", text)


@pytest.mark.parametrize(
    "path",
    ["/", "/j/{code}", "/w/{code}/", "/w/{code}/projector", "/facilitator/",
     "/facilitator/w/{code}/", "/facilitator/help/guide"],
)  # fmt: skip
def test_a_page_is_made_of_our_own_elements(server: Server, path: str) -> None:
    browser = server.champion() if "facilitator" in path else Phone(server).session
    if path.startswith("/j"):
        browser = requests.Session()
    page = browser.get(server.url + path.format(code=server.code), timeout=15)
    assert page.status_code == 200
    assert [each for each in Skeleton(page.text).found if not is_harmless(*each)] == []


@pytest.mark.parametrize("attack", TYPED)
def test_what_was_typed_into_a_form_or_an_address_stays_text(server: Server, attack: str) -> None:
    champion, phone = server.champion(), Phone(server)
    form = {"pack": attack, "school": attack, "minutes": attack, "groups": attack}
    answers = [
        requests.post(f"{server.url}/", data={"code": attack}, timeout=15),
        requests.get(f"{server.url}/j/{requests.utils.quote(attack, safe='')}", timeout=15),
        requests.get(f"{server.url}/{requests.utils.quote(attack, safe='')}", timeout=15),
        requests.post(f"{server.url}/j/{server.code}", {"personal": attack}, timeout=15),
        phone.session.post(f"{server.url}/j/{server.code}", {"group": attack}, timeout=15),
        champion.post(f"{server.url}/facilitator/", form, timeout=15),
        requests.get(f"{server.url}/facilitator/", {"token": attack}, timeout=15),
    ]
    for page in answers:
        assert page.status_code in {200, 400, 403, 404}
        assert [each for each in Skeleton(page.text).found if not is_harmless(*each)] == []


def test_the_name_of_the_file_is_plain_whatever_the_school_is_called(server: Server) -> None:
    file = requests.get(f"{server.url}/w/{server.code}/plan.docx", timeout=30)
    told = file.headers["Content-Disposition"]
    assert file.status_code == 200
    assert not re.search(r'[<>\r\n]|filename="[^"]*"[^;]', told)
    assert not re.search(r"[/\\]|%2F|%5C|%22|%00", told.split("filename*=")[-1], re.I)


def test_the_words_themselves_are_there_as_they_were_typed(server: Server) -> None:
    first = first_of(server.champion().get(f"{server.url}/facilitator/w/{server.code}/").text)
    assert first["state"]["workshop"]["school"] == SCHOOL
    said = json.dumps(first, ensure_ascii=False)
    kept = [text for text in TYPED if json.dumps(text, ensure_ascii=False)[1:-1] in said]
    assert len(kept) == len(TYPED)

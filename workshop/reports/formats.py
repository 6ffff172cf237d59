"""Which files there are of a workshop, and what each is to a browser."""

from __future__ import annotations

from collections.abc import Mapping

OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS: Mapping[str, str] = {
    "plan.docx": f"{OFFICE}.wordprocessingml.document",
    "plan.xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "plan.pdf": "application/pdf",
    "plan.csv": "text/csv; charset=utf-8",
    "plan.md": "text/markdown; charset=utf-8",
    "plan.ics": "text/calendar; charset=utf-8",
    "pack.md": "text/markdown; charset=utf-8",
}

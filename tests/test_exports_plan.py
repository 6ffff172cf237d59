"""What page one and the pages behind it say of a plan in which everything is filled in."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import docx
import pytest

from tests.plans import ACTIONS, AGREED, BARE, CHAIN, FULL, WHOLE, with_actions
from workshop.reports import facts as made
from workshop.reports.dates import after_48_hours, full_date, span
from workshop.reports.docx import to_docx
from workshop.reports.facts import ChainFacts, Considered, Finding, MonitoringFacts, PlanFacts
from workshop.reports.markdown import to_markdown
from workshop.reports.paper import plan_outline
from workshop.reports.paper_chain import chain_sentences
from workshop.reports.wording import amount, known, pounds


def said(facts: PlanFacts) -> str:
    """The whole paper as words, without the signs of Markdown."""
    return to_markdown(plan_outline(facts)).replace("**", "").replace("\u00a0", " ")


def one(**changes: object) -> PlanFacts:
    """A plan with one action, which is bare but for this."""
    return replace(AGREED, actions=(replace(made.ActionFacts(1, "Read aloud"), **changes),))


def test_the_pages_behind_page_one_come_in_one_order():
    text = said(replace(FULL, differences=("Action 4 was added.",)))
    parts = (
        "Each action, and where", "Considered, not now", "What we heard, and what we changed",
        "How far we are behind each action", "Appendix", "review’s headlines", "Where each station",
        "Group B: why does it happen?", "What changed since", "Our ground rules", "How this plan",
    )  # fmt: skip
    assert [text.index(part) for part in parts] == sorted(text.index(part) for part in parts)


def test_an_action_says_every_field_that_is_filled_in():
    text = said(FULL)
    for part in (
        "With: phase leaders. Starts: 18 March.", "It is a quick win.", "The problem: Pupils do",
        "Now: 2 of 9 classes", "Goal: 9 of 9 classes.", "Talk with six pupils. Writing lead, 24",
        "Each phase brings two pieces, by 20 March", "£260; 6.5 hours of staff time",
        "a visit: how revising is taught (offered by Tallowmere Primary)", "Pupils talk before",
        "The meeting is needed elsewhere. The head keeps", "recommendation 4", "8 out of 10",
    ):  # fmt: skip
        assert part in text, part


def test_the_chain_goes_from_headline_to_note_to_cause_to_option():
    text = " ".join(chain_sentences(WHOLE.chain[0]))
    parts = ("The review found", "The station", "Group B wrote", "We think the cause", "we chose:")
    assert [text.index(part) for part in parts] == sorted(text.index(part) for part in parts)
    assert "pupils or staff told us. We are fairly sure of it. We will check this: six" in text


def test_hidden_causes_and_options_keep_their_words():
    text = " ".join(chain_sentences(replace(CHAIN, cause=None, option=None, dots=3)))
    assert "The cause is in a hidden note. The option that we chose is in a hidden note." in text
    assert "dots" not in text


def test_a_chain_that_began_with_a_cause_speaks_of_no_note():
    assert chain_sentences(ChainFacts(cause="Neat is praised")) == [
        "We think the cause is: “Neat is praised”."
    ]


def test_what_a_plan_needs_and_lacks_is_to_be_confirmed_by_a_role_and_a_day():
    text = said(replace(one(), confirm_role="the deputy head", confirm_by=date(2026, 3, 20)))
    assert "So that pupils: To be confirmed by the deputy head, 20 March." in text
    assert "Still to be confirmed by the deputy head, 20 March: the steps and their dates; " in text
    assert "what makes room; the cause that it answers." in text


def test_how_we_will_know_is_made_of_success_and_who_checks():
    assert known(WHOLE, FULL) == (
        "Six pupils in each phase say what makes the example better. Writing lead, 24 April"
    )
    late = replace(WHOLE, monitoring=())
    assert known(late, FULL).endswith(
        "Who checks and when: to be confirmed by the headteacher, 18 March"
    )
    checks = MonitoringFacts("Look at books", "Deputy head", date(2027, 1, 8))
    assert known(replace(late, success=(), monitoring=(checks,)), FULL) == (
        "Look at books. Deputy head, 8 January 2027"
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "stop", "stop_means": "re-engineer"}, "We do this in a simpler way."),
        ({"pace": "lasting"}, "It is a lasting change."),
        ({"by_when": date(2026, 6, 16)}, "It is a milestone: it is due after the review"),
        ({"is_milestone": True}, "It is a milestone"),
        ({"status": "draft"}, "(draft, not yet agreed)"),
        (
            {"status": "active", "rag": "red"},
            "stands: under way, not yet happening (red).",
        ),
        ({"status": "done", "rag": "green"}, "Where it stands: done."),
        ({"no_root_reason": "The law asks for it"}, "Why no cause is named: The law asks for it."),
    ],
)
def test_what_kind_of_action_it_is_stands_in_words(changes, words):
    assert words in said(one(**changes))


@pytest.mark.parametrize("status", ["", "draft", "agreed"])
def test_no_colour_is_given_before_anything_has_started(status):
    text = said(one(status=status, rag="red"))
    assert "(red)" not in text
    assert "Where it stands" not in text


def test_a_later_version_never_says_that_the_room_agreed_it():
    text = said(replace(FULL, version=2, changed_on=date(2026, 4, 14)))
    assert "on 16 March 2026 as version 1; this is version 2 of 14 April 2026; adopted" in text
    assert "Version 2, 14 April 2026" in text


@pytest.mark.parametrize("changes", [{"is_small": True}, {"took_part": 4, "of_staff": 5}])
def test_where_few_took_part_nothing_is_counted(changes):
    text = said(replace(FULL, agreed_by=3, **changes))
    assert "Agreed by those who took part, on 16 March 2026" in text
    assert " of 5 staff" not in text
    assert "7, 9, 5, 1" not in text


def test_tests_stand_in_bands_and_figures_only_from_five_answers():
    few = replace(FULL.tests[1], counts=(2, 1, 1, 0))
    text = said(replace(FULL, tests=(FULL.tests[0], few)))
    assert "| Round 1, 16 March | there were worries, and we talked about them |" in text
    assert "| Round 1, 16 March | we need to talk about it |" in said(replace(FULL, is_draft=True))
    assert "2, 1, 1, 0" not in text
    assert "| most of us are behind it | 7, 9, 5, 1 |" in said(FULL)


def test_worries_and_options_come_with_what_was_done_about_them():
    text = said(
        replace(FULL, considered=(*FULL.considered, "Clubs at lunch", Considered("A fair")))
    )
    assert "Action 2. We heard: one lesson in every unit is too much. So we changed: short" in text
    assert "A new scheme for writing. It would not change how we revise." in text
    assert "- Clubs at lunch" in text


def test_headlines_have_what_staff_said_and_never_how_many():
    text = said(FULL)
    assert "Strength: Pupils read aloud with pride. Mostly recognised." in text
    assert "Staff saw this in more than one way." in text
    assert "“Not in the older phase”" in text


def test_the_likely_cause_is_marked_on_its_way_from_the_problem():
    document = docx.Document(io.BytesIO(to_docx(plan_outline(FULL))))
    lines = [p for p in document.paragraphs if "neat" in p.text or "Likely" in p.text]
    assert "Likely cause: Nobody has shown them a better draft" in [p.text for p in lines]
    deep = next(p for p in lines if p.text.startswith("The wall"))
    assert deep.paragraph_format.left_indent.mm == pytest.approx(16, abs=0.2)


def test_long_findings_and_the_fourth_are_on_a_later_page_in_full():
    long = Finding("Pupils " + "read and read " * 12 + "again", "staff")
    text = said(replace(FULL, strengths=(*FULL.strengths, long)))
    assert text.count("In two phases the class mends") == 2
    assert f"{long.text} (staff)" in text
    assert "What we found, in full" not in said(FULL)


def test_ground_rules_say_whether_they_were_agreed_and_records_when_they_go():
    assert "We agreed these at the start" in said(FULL)
    assert "These were shown at the start" in said(replace(FULL, rules_agreed=False))
    assert "is deleted on 16 March 2027" in said(FULL)


def test_support_asked_of_others_is_read_from_the_actions_where_nobody_wrote_it():
    text = said(replace(FULL, support="")).split("Each action")[0]
    assert "Support asked of partner schools: a visit: how revising is taught" in text


@pytest.mark.parametrize("facts", [BARE, FULL, with_actions(FULL, 12)])
def test_labels_stay_with_their_lists_and_headings_with_what_follows(facts):
    document = docx.Document(io.BytesIO(to_docx(plan_outline(facts))))
    for before, after in zip(document.paragraphs, document.paragraphs[1:], strict=False):
        if after.style.name == "List Bullet" and before.text.endswith(":"):
            assert before.paragraph_format.keep_with_next, before.text
    headings = [document.styles[f"Heading {level}"] for level in (1, 2, 3)]
    assert all(style.paragraph_format.keep_with_next for style in headings)


def test_days_are_reckoned_over_a_leap_day():
    assert full_date(after_48_hours(date(2028, 2, 28))) == "1 March 2028"
    assert full_date(after_48_hours(date(2028, 2, 27))) == "29 February 2028"
    assert full_date(after_48_hours(date(2027, 2, 27))) == "1 March 2027"
    assert span(date(2028, 2, 29), date(2028, 5, 29)) == "February to May 2028"
    leap = replace(BARE, workshop_on=date(2028, 2, 29), actions=ACTIONS[2:3])
    assert "To be confirmed by the headteacher, 2 March" in said(leap)


def test_money_and_hours_have_no_noughts_that_say_nothing():
    assert (pounds(Decimal("1260")), pounds(Decimal("12.5"))) == ("£1,260", "£12.50")
    assert (amount(Decimal("6.50")), amount(Decimal("120"))) == ("6.5", "120")

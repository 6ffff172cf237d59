"""What the crowd says: sentences as teachers would type them on a phone, about teaching writing.
A note is chosen to suit its station; nothing here names a person, and nothing is said twice in a
room before everything was said once."""

from __future__ import annotations

import random

STRENGTH, GAP, STOP = "strength", "gap", "stop"

# By a word of the station's title; "" suits every station.
NOTES = {
    "purpose": (
        (STRENGTH, "The letters to the care home had a real reader and you could hear it"),
        (STRENGTH, "Pupils in the upper phase can say who their report is for"),
        (STRENGTH, "Reading aloud to the younger ones makes them think of the listener"),
        (GAP, "Most pieces end up in the tray and nobody but us reads them"),
        (GAP, "We say “persuade” on day one and then never mention the reader again"),
        (GAP, "Purpose is on the planning sheet but pupils copy it from the board"),
        (GAP, "Younger pupils think the audience is always the teacher"),
        (STOP, "Copying the learning question out at the top of every piece"),
        (STOP, "A new genre every fortnight: they never get good at one"),
    ),
    "model": (
        (STRENGTH, "Shared writing happens most days in the younger classes"),
        (STRENGTH, "Thinking aloud while choosing a word works really well"),
        (STRENGTH, "The visualiser makes it easy to write in front of them"),
        (GAP, "We show the finished text and rarely show the crossing out"),
        (GAP, "Nobody models how to check a piece, only how to begin one"),
        (GAP, "Support staff are not sure what to say while they scribe"),
        (GAP, "Modelling stops when pupils start, and the middle is where they get stuck"),
        (STOP, "Perfect model texts from the internet that sound nothing like our pupils"),
        (STOP, "Success criteria lists of twelve things stuck into every book"),
    ),
    "plan": (
        (STRENGTH, "Talking the story through before writing helps nearly everybody"),
        (STRENGTH, "Older pupils choose between a story map and boxing up"),
        (STRENGTH, "First drafts are allowed to be messy, and pupils know it"),
        (GAP, "The plan is finished, put away and never looked at again"),
        (GAP, "Every class uses a different planning sheet for the same kind of text"),
        (GAP, "Pupils who find spelling hard write less, although it is only a draft"),
        (GAP, "We hand out the same scaffold in summer as in autumn"),
        (STOP, "Planning lessons that take longer than the writing"),
        (STOP, "Filling in a planning sheet after the piece, for the book look"),
    ),
    "revis": (
        (STRENGTH, "Reading the draft aloud in pairs: they hear what is missing"),
        (STRENGTH, "One clear thing to improve works better than a list"),
        (STRENGTH, "Purple pen time is quiet and pupils really do change things"),
        (GAP, "For most pupils improving means correcting spelling"),
        (GAP, "The second version is the first one in neater handwriting"),
        (GAP, "No time for it: the piece is finished on Thursday and marked on Friday"),
        (GAP, "Pupils wait for our marking instead of looking again themselves"),
        (STOP, "Writing the whole piece out again in best"),
        (STOP, "Long written comments that pupils do not read"),
    ),
    "sentence": (
        (STRENGTH, "Saying the sentence aloud before writing it is in every class now"),
        (STRENGTH, "Sentence joining as a starter: quick, and they like it"),
        (STRENGTH, "Some of the language from our class reader turns up in their writing"),
        (GAP, "Grammar lessons are fine but nothing of it shows in their own pieces"),
        (GAP, "Some talk beautifully and then write five words and a full stop"),
        (GAP, "Openers are sprinkled in because they earn a tick"),
        (GAP, "We rarely play with moving a part of the sentence and hearing the change"),
        (STOP, "Naming parts of sentences on worksheets with no text around them"),
        (STOP, "Asking for a “wow word” in each sentence"),
    ),
    "": (
        (STRENGTH, "Books we choose are rich and pupils borrow from them"),
        (STRENGTH, "They are proud of what is on the corridor wall"),
        (STRENGTH, "Teachers in the same phase plan together, so it hangs together"),
        (GAP, "It depends on the class: we have never agreed how we do this"),
        (GAP, "Pupils new to English get a worksheet instead of this"),
        (GAP, "We do this in English lessons and forget it in history and science"),
        (GAP, "It works with an adult beside them and not without"),
        (STOP, "Assessing every piece against the whole grid"),
        (STOP, "Changing the approach each September"),
    ),
}
ADDITIONS = (
    "Same in our phase",
    "We saw this in the books as well",
    "Yes, mostly with the boys who sit at the back",
    "Pupils told the visitors the same",
    "It is better since we gave it twenty minutes more",
    "Only in some lessons, I would say",
    "In our classes it is the other way round",
    "The data from last term says so too",
    "True for long pieces, less so for short ones",
    "We tried this for half a term and it helped",
    "Support staff notice it first",
    "This is what the moderation showed",
    "And the quiet ones suffer most",
    "Agreed, and it costs us a whole lesson",
)
QUESTIONS = (
    "Which pupils is this true for?",
    "What would we see in the books if it worked?",
    "When does it not happen?",
    "Is that the same in every phase?",
    "How do we know?",
    "What would a pupil say about this?",
    "Could we try it in two classes first?",
    "What would we leave out to make room?",
    "Do they do it without being reminded?",
    "Who could show us how they do it?",
)


class Words:
    """The sentences of one crowd, shuffled once; each is used before any comes again."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.said: dict[str, int] = {}

    def note(self, station: str) -> tuple[str, str]:
        """A stance and a sentence that suits a station's title."""
        title = station.lower()
        about = [words for word, words in NOTES.items() if word in title]
        stance, text = self.least_said([each for words in about for each in words])
        return stance, text

    def addition(self) -> str:
        """Something to add to another note."""
        return self.least_said([("", text) for text in ADDITIONS])[1]

    def question(self) -> str:
        """Something to ask about another note."""
        return self.least_said([("", text) for text in QUESTIONS])[1]

    def least_said(self, offered: list[tuple[str, str]]) -> tuple[str, str]:
        """One of the sentences that were said least often."""
        least = min(self.said.get(text, 0) for _, text in offered)
        chosen = self.rng.choice([each for each in offered if self.said.get(each[1], 0) == least])
        self.said[chosen[1]] = least + 1
        return chosen

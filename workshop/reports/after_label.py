"""What people typed under a label, as it reads after that label: phones invite them to write "We
will plan …" under "We will", and the paper must not say it twice."""

import re

SAID = {
    "we_will": r"we(?: will|[’']ll)",
    "so_that": r"(?:so that )?(?:pupils|they)|so that",
    "heard": r"we heard(?: that)?",
    "changed": r"(?:so )?we changed(?: it(?=:))?|so(?= we )",
    "make_room": r"to make room(?:,? we will)?|we will",
    "leadership": r"leadership will(?: provide)?",
    "will_see": r"governors will see",
    "still_to_check": r"still to check",
}  # by field: the words of its label
AGAIN = {
    label: re.compile(rf"(?:{words})(?![\w’'])[\s:,…]*".replace(" ", r"\s+"), re.IGNORECASE)
    for label, words in SAID.items()
}
SUBJECT = re.compile(
    r"(?:their|every|each|all|more|fewer|most|no|the|our|we|children|girls|boys|teachers|staff|"
    r"adults|parents|families|pupils[’'])(?!\w)",
    re.IGNORECASE,
)
TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")
STOP_AND_COMMA = re.compile(r"(?<=\w{3})(?<!etc)\.,", re.IGNORECASE)
STOP_AND_BRACKET = re.compile(r"\.\s+\(([^().?!]*)\)")


def after_label(label: str, text: str) -> str:
    """The text without the words of its label at its beginning."""
    bare = text.strip()
    rest = AGAIN[label].sub("", bare, count=1) if AGAIN[label].match(bare) else bare
    return smooth(rest or bare)


def benefit(text: str) -> str:
    """What pupils gain, as it reads after "So that pupils"."""
    rest = after_label("so_that", text)
    return rest[:1].lower() + rest[1:] if re.match("[A-Z][a-z]+ ", rest) else rest


def brings_subject(text: str) -> bool:
    """Whether the benefit speaks of somebody else, so that only "So that" goes before it."""
    return SUBJECT.match(text) is not None


def sentence(text: str) -> str:
    """The text as it begins a sentence, with a capital; a name such as iPad stays as it is."""
    return text[:1].upper() + text[1:] if re.match("[a-zß-öø-ÿ](?![A-Z])", text) else text


def smooth(text: str) -> str:
    """The text without stops that pile up where two texts were put together."""
    text = STOP_AND_BRACKET.sub(r" (\1)", TWO_STOPS.sub(".", text))
    return STOP_AND_COMMA.sub(",", text)

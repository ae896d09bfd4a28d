"""What the lines of a note look like: greetings, sign-offs, mail headers, headings, bullets.

These are the shapes of the scaffolding people put around feedback. They are kept apart from the cutting itself, so that
a new kind of form is one more pattern here and nothing else.
"""

import re

BULLET = re.compile(
    r"[ \t\u00a0]*(?:(?:>[ \t]?)+[ \t]*)?(?:(?:[-*•·‣▪●○◦–—✓✔✅❌✗✘☑➕➖👍👎🟢🔴🟡]+|[-+~]|\(?\d{1,2}[.)]|\(?[a-h]\))[ \t\u00a0\ufe0f]+)*"
    r"(?:[-*•]\s*)?"
)
GREETING = re.compile(
    r"(?:hi|hello|hey|hiya|dear|morning|good (?:morning|afternoon|evening)|afternoon|evening|to whom)\b[^.!?:]{0,40}[,!.:-]*$",
    re.I,
)
SIGN_OFF = re.compile(
    r"(?:(?:many |with )?(?:thanks|thanks again|thank you|thanks & regards|ta|cheers|(?:kind|best|warm|kindest|warmest) ?(?:regards|wishes)?"
    r"|regards|rgds|br|kr|yours(?: (?:sincerely|faithfully|truly))?|sincerely|all the best|speak soon|sent from my .*)"
    r"(?: and (?:kind |best )?regards)?)[\s,.!]*(?:x+|[A-Z]\w{0,15})?[\s,.!]*$",
    re.I,
)
MAIL_HEADER = re.compile(r"(?:from|sent|to|cc|bcc|date|attachments?|importance)\s*:.{0,100}$", re.I)
QUOTE_HEADER = re.compile(
    r"(?:on .{3,80} wrote:|-+ ?(?:original|forwarded) message ?-+|begin forwarded message:?)", re.I
)
FORM_FIELD = re.compile(
    r"(?:candidate|interviewers?|interviewed by|panel|position|post|role|job|vacancy|applicant|name|date|stage|round|location|req(?:uisition)?|"
    r"present|attendees|completed by|department|client|recruiter)\b[^:\n]{0,15}:(?: .{0,70})?$",
    re.I,
)
SCORE_LINE = re.compile(
    r"(?P<scored>(?P<area>[A-Za-z][A-Za-z &/,'()-]{2,45}?)[\s.:=\u2026|-]*(?<![\d\u00a3$])(?P<mark>\d{1,2}(?:\.\d)?)"
    r"(?:\s?(?:/|out of)\s?(?P<top>4|5|6|7|8|9|10|20|100))?(?![\d/%:])\s*(?:\u2605+)?)(?P<remark>$|\s*[-\u2013\u2014:.,;(|].*$|\s{2,}.*$)",
    re.I,
)
GOOD_HEADING = re.compile(
    r"^\W*(?:(?:key |main |areas? of |what )*(?:strengths?|pros?|positives?|likes?|liked|went well|good|the good|plus(?:es)?|highlights|"
    r"did well|upsides?|well|what worked|what went well|we liked|green flags?|strong points?|worked|happy with)|👍|✅|➕|\+)\W*$",
    re.I,
)
BAD_HEADING = re.compile(
    r"^\W*(?:(?:key |main |areas? (?:of|for|to) |what |any )*(?:weakness(?:es)?|cons?|negatives?|concerns?|concern|development(?: areas?| points?)?|improve(?:ment)?s?|"
    r"gaps?|bad|the bad|minus(?:es)?|lowlights|downsides?|risks?|red flags?|reservations|dislikes?|not so good|less good|could (?:be )?(?:better|improve)|"
    r"didn.?t (?:work|go well)|work on|to work on|even better if|ebi|weak points?|watch.?outs?|areas? (?:of concern|for development|to improve))|👎|❌|➖)\W*$",
    re.I,
)
# "Strengths - SQL, curiosity. Development areas - brevity": headings that share a line.
SHARED_LINE = re.compile(
    r"\W*(?:(?:key |main )?(?:strengths?|strong points?|pros|positives?|weakness(?:es)?|weak points?|cons|negatives?|concerns|gaps|development(?: areas?| points?)?|"
    r"areas (?:for|of|to) [a-z]+))\s*(?::|\s[-\u2013\u2014])\s+",
    re.I,
)
HIDDEN_HEADING = re.compile(
    r"^\W*(?:not for (?:feedback|the candidate|sharing|candidate)|internal(?: only| use only| notes?)?|private(?: notes?)?|confidential|off the record|"
    r"do not share|(?:please )?don.?t share|hm eyes only|not to be shared|for (?:your|agency|internal) (?:eyes|use) only|between us)\b.{0,30}$",
    re.I,
)
RULE = re.compile(r"^[\W_]*$")


def is_heading(line: str) -> bool:
    """Tell whether a line (bullet taken off) only announces what follows."""
    if len(line) > 60:
        return False
    if any(rule.match(line) for rule in (GOOD_HEADING, BAD_HEADING, HIDDEN_HEADING)):
        return True
    return line.endswith(":") and len(line.split()) <= 6


def is_scaffolding(line: str) -> bool:
    """Tell whether a line is a frame around the feedback rather than part of it."""
    return bool(
        RULE.match(line)
        or GREETING.match(line)
        or MAIL_HEADER.match(line)
        or QUOTE_HEADER.match(line)
        or FORM_FIELD.match(line)
        or is_heading(line)
    )

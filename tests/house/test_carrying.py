"""What a candidate types is given back where their session has ended: every field of theirs is on the list."""

import re
from pathlib import Path

import relay
from relay.portal.entrance.carrying import WRITTEN

PAGES = Path(relay.__file__).parent / "portal/templates/candidate"
FIELD = re.compile(r"""textarea\("(\w+)\"""")


def test_every_field_a_candidate_writes_in_is_given_back() -> None:
    named = {name for page in PAGES.glob("*.html") for name in FIELD.findall(page.read_text("utf-8"))}

    assert named
    assert named <= set(WRITTEN)

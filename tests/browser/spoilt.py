"""Forms sent with nothing in them: what each page with something to fill in says to somebody who left it out."""

from playwright.sync_api import Page

WRITABLE = "input:not([type=hidden]):not([type=radio]):not([type=checkbox]), textarea"
EMPTY_IT = """(form, writable) => {
    form.noValidate = true;
    for (const one of form.querySelectorAll(writable)) one.value = '';
    HTMLFormElement.prototype.submit.call(form);
}"""


def forms_of(page: Page) -> int:
    """How many forms of the page have something to write in."""
    return page.locator("main form[method=post]", has=page.locator(WRITABLE)).count()


def spoil(page: Page, address: str, place: int) -> bool:
    """Send one form of a page empty. Returns whether it was refused, with the refusal on the page."""
    page.goto(address)
    form = page.locator("main form[method=post]", has=page.locator(WRITABLE)).nth(place)
    with page.expect_navigation() as going:
        form.evaluate(EMPTY_IT, WRITABLE)
    answer = going.value
    return answer is not None and answer.status in (409, 422)  # type: ignore[redundant-expr]  # Playwright's types leave out that it may be None

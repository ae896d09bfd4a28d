"""Whether a page fits its window."""

from playwright.sync_api import Page


def expect_to_fit(page: Page) -> None:
    """Nothing of the page stands over the edge of its window, once its style sheets have come: a heading may stand before them."""
    page.wait_for_load_state()
    window = page.viewport_size
    assert window is not None
    assert page.locator("html").evaluate("html => html.scrollWidth") <= window["width"], page.url

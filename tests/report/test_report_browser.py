"""The page in a real browser: accessible, and without sideways scrolling on a phone."""

from __future__ import annotations

import shutil

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe is not installed"
)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
WIDTHS = (320, 1280)


@pytest.fixture(scope="module")
def browser():
    arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture(params=["rich_folder", "many_folder", "hostile_folder"])
def address(request):
    return (request.getfixturevalue(request.param) / "report.html").as_uri()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_never_scrolls_sideways(browser, address, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("look", [(320, "light"), (1280, "light"), (1280, "dark")])
def test_axe_finds_nothing(browser, address, look):
    width, scheme = look
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(address)
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.close()


def test_a_phone_sees_the_narrow_map_only(browser, rich_folder):
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto((rich_folder / "report.html").as_uri())
    assert page.locator(".picture.narrow").first.is_visible()
    assert not page.locator(".picture.wide").first.is_visible()
    smallest = page.evaluate(
        "Math.min(...[...document.querySelectorAll('.narrow svg text')]"
        ".map(t => parseFloat(getComputedStyle(t).fontSize)"
        " * t.ownerSVGElement.getBoundingClientRect().width"
        " / t.ownerSVGElement.viewBox.baseVal.width))"
    )
    assert smallest >= 11
    page.close()

"""Takes the README's pictures of the explorer page: `python tests/take_pictures.py PAGE FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SIZES = {"explorer-wide": (1440, 900), "explorer-phone": (390, 844)}


def main(page_path: Path, folder: Path) -> None:
    """Write one PNG for each size; on the small one Luxeed is selected."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for name, (width, height) in SIZES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(page_path.resolve().as_uri())
            page.wait_for_selector("canvas")
            if name == "explorer-phone":
                page.evaluate("() => window.alliance.selectNode('luxeed')")
            page.wait_for_timeout(800)
            page.screenshot(path=folder / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

#!/usr/bin/env python3
"""Opens the page in a browser without a window and uses it as an auditor would: filters, opens findings, turns the language.

usage: page.py GUIJU OUT SEEDS HOSTILE STANDING
Writes pictures at the width of a desk and of a phone, and a print, beside the pages.
"""
import pathlib
import sys

from playwright.sync_api import sync_playwright

from reports import check, counting, findings, gone, text_of

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]


class Page:
    """A page that remembers what it should never have: messages on the console, dialogs, requests."""

    def __init__(self, browser, path, width=1440, height=900):
        self.tab = browser.new_page(viewport={"width": width, "height": height})
        self.heard = []
        self.tab.on("console", lambda m: self.heard.append((m.type, m.text)))
        self.tab.on("pageerror", lambda e: self.heard.append(("error", str(e))))
        self.tab.on("dialog", lambda d: (self.heard.append(("dialog", d.message)), d.dismiss()))
        self.tab.on("request", lambda r: r.url.startswith(("file:", "data:")) or self.heard.append(("request", r.url)))
        self.tab.goto(path.resolve().as_uri())

    def numbers(self):
        """The numbers of the findings that are shown."""
        return self.tab.eval_on_selector_all(".finding:not([hidden])", "all => all.map(f => Number(f.dataset.number))")

    def marked(self, number, letter):
        """The words of the text that are marked for a finding, in order."""
        script = "(all, mark) => all.filter(m => m.dataset.f.split(' ').includes(mark)).map(m => m.textContent).join('')"
        return self.tab.eval_on_selector_all("mark", script, f"{number}{letter}")

    def lit(self, role):
        """The words that are lit up in a role."""
        return self.tab.eval_on_selector_all(f"mark.on.{role}", "all => all.map(m => m.textContent).join('')")

    def end(self):
        assert not self.heard, self.heard
        self.tab.close()


def printable(text):
    """A text as the page shows it: CRLF is one line end, control characters are pictures."""
    hidden = {0x7F: 0x2421, **{c: 0xFFFD for c in [*range(0x80, 0xA0), 0x200E, 0x200F, 0x61C, 0x2028, 0x2029]}}
    hidden |= {c: 0xFFFD for c in [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFFFE, 0xFFFF]}
    hidden |= {c: 0x2400 + c for c in range(0x20) if chr(c) not in "\n\t"}
    return text.replace("\r\n", "\n").translate(hidden)


def covered(document, finding, role):
    """The words of all places of a role, each byte once, taken from the document itself."""
    text = text_of(document["path"]).encode()
    inside = sorted({i for e in finding["evidence"] if e["role"] == role for i in range(e["start"], e["end"])})
    return printable(bytes(text[i] for i in inside).decode())


def filters(page, report):
    """Each filter leaves what it says."""
    numbered = list(enumerate(findings(report), 1))
    having = lambda test: [n for n, (d, f) in numbered if test(d, f)]
    assert page.numbers() == having(lambda d, f: True)
    page.tab.uncheck('[name="severity"][value="warning"]')
    assert page.numbers() == having(lambda d, f: f["severity"] != "warning")
    page.tab.check('[name="severity"][value="warning"]')
    family = report["policies"][numbered[0][1][1]["policy"]]["family"]
    page.tab.select_option('[name="family"]', family)
    assert page.numbers() == having(lambda d, f: report["policies"][f["policy"]]["family"] == family)
    page.tab.select_option('[name="family"]', "")
    path = numbered[-1][1][0]["path"]
    page.tab.select_option('[name="document"]', path)
    assert page.numbers() == having(lambda d, f: d["path"] == path)
    page.tab.select_option('[name="document"]', "")
    page.tab.keyboard.press("/")
    page.tab.keyboard.insert_text("副主任")
    found = page.numbers()
    assert 0 < len(found) < len(numbered), found
    assert page.tab.inner_text(".filters output") == f"{len(found)} / {len(numbered)}"
    page.tab.fill('[name="words"]', "")
    page.tab.keyboard.press("Escape")
    assert len(page.numbers()) == len(numbered)


def opens(page, report):
    """The words lit up for a finding are those that it quotes, for each finding."""
    for number, (document, finding) in enumerate(findings(report), 1):
        page.tab.click(f"#f{number} [data-open]")
        for role in ("offending", "context", "searched", "nearest"):
            quoted = covered(document, finding, role)
            assert page.marked(number, role[0]) == page.lit(role) == quoted, (number, role, quoted)
        if any(e["role"] == "offending" for e in finding["evidence"]):
            assert page.tab.locator("mark.on.offending").first.is_visible()
        page.tab.keyboard.press("Escape")


def keys(page):
    """The page can be used without a mouse."""
    page.tab.keyboard.press("j")
    page.tab.keyboard.press("j")
    first = page.tab.evaluate("document.querySelector('.finding.on').dataset.number")
    page.tab.keyboard.press("k")
    assert page.tab.evaluate("document.querySelector('.finding.on').dataset.number") != first
    page.tab.keyboard.press("Enter")
    assert page.tab.evaluate("document.activeElement.getAttribute('aria-expanded')") == "true"


def languages(page):
    """The language turns, and the quotes stay."""
    for lang, title in (("en", "Compliance report"), ("zh", "规矩检查报告"), ("en", "Compliance report")):
        page.tab.click(f"[data-set-lang={lang}]")
        assert page.tab.inner_text("h1") == title
        assert page.tab.evaluate("document.documentElement.lang") == lang
        assert page.tab.locator("blockquote").first.is_visible()


def settled(browser, guiju, out, folder):
    """What is waived or known can be put aside; a finding that is gone is told."""
    report = check(guiju, folder, out, {"html": "standing.html"})
    page = Page(browser, out / "standing.html")
    assert len(page.numbers()) == len(findings(report)) > len(counting(report)) > 0
    page.tab.uncheck('[name="settled"]')
    assert len(page.numbers()) == len(counting(report))
    shown = page.tab.inner_text("body")
    assert all(f["message"]["en"] in shown for f in gone(report)) and gone(report)
    page.tab.screenshot(path=out / "page-standing.png", full_page=True)
    page.end()


def phone(browser, path, out):
    """On a phone the text lies over the findings when asked for; nothing is wider than the screen."""
    page = Page(browser, path, 390, 844)
    assert page.tab.evaluate("document.documentElement.scrollWidth") <= 390
    page.tab.screenshot(path=out / "page-phone.png")
    page.tab.click("#f2 [data-open]")
    assert page.tab.locator(".pane.open").is_visible()
    page.tab.screenshot(path=out / "page-phone-text.png")
    page.tab.locator(".pane.open [data-close]").click()
    assert page.tab.locator(".pane.open").count() == 0
    page.end()


def main():
    guiju, out, seeds, hostile, standing = sys.argv[1], *map(pathlib.Path, sys.argv[2:])
    report = check(guiju, seeds, out, {"html": "seeds.html"}, lang="zh")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = Page(browser, out / "seeds.html")
        page.tab.screenshot(path=out / "page-desk.png")
        filters(page, report)
        opens(page, report)
        keys(page)
        page.tab.screenshot(path=out / "page-desk-text.png")
        languages(page)
        page.tab.pdf(path=out / "page.pdf", prefer_css_page_size=True)
        page.end()
        phone(browser, out / "seeds.html", out)
        settled(browser, guiju, out, standing)

        bad = check(guiju, hostile, out, {"html": "hostile.html"})
        page = Page(browser, out / "hostile.html")
        opens(page, bad)
        shown = page.tab.evaluate("document.body.textContent")
        assert "<script>alert(1)</script><img src=x onerror=alert(2)>" in shown
        assert page.tab.locator("script").count() == 1 and page.tab.locator("img").count() == 0
        page.end()
        browser.close()
    print(f"page: {len(findings(report))} findings of the seeds and {len(findings(bad))} of hostile documents opened")


if __name__ == "__main__":
    main()

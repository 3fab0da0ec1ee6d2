// Filters, languages, places: what the page can do beyond being read. It holds no data and fetches nothing.
(() => {
  "use strict";
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  root.classList.add("js");

  // The language.
  const speak = (lang) => {
    root.lang = root.dataset.lang = lang;
    document.title = lang === "zh" ? "规矩检查报告" : "guiju report";
    for (const button of all("[data-set-lang]")) {
      button.setAttribute("aria-pressed", String(button.dataset.setLang === lang));
    }
    for (const option of all("option[data-zh]")) option.textContent = option.dataset[lang];
    count();
  };

  // The filters.
  const findings = all(".finding");
  const field = (name) => one(`.filters [name="${name}"]`);
  const value = (name) => field(name)?.value ?? "";
  const wanted = () => {
    const severities = new Set(all('[name="severity"]:checked').map((box) => box.value));
    const [family, path, words] = [value("family"), value("document"), value("words").trim().toLowerCase()];
    const settled = field("settled")?.checked ?? true;
    return ({ dataset, textContent }) =>
      severities.has(dataset.severity) &&
      (family === "" || dataset.family === family) &&
      (path === "" || dataset.document === path) &&
      (settled || !("settled" in dataset)) &&
      (words === "" || textContent.toLowerCase().includes(words));
  };
  const shown = () => findings.filter((finding) => !finding.hidden);
  const count = () => {
    const output = one(".filters output");
    if (output) output.textContent = `${shown().length} / ${findings.length}`;
  };
  const filter = () => {
    const fits = wanted();
    for (const finding of findings) finding.hidden = !fits(finding);
    const narrowed = shown().length < findings.length;
    for (const section of all(".doc")) {
      section.hidden = narrowed && !all(".finding", section).some((finding) => !finding.hidden);
    }
    count();
  };

  // The place of a finding in the text of its document.
  const roles = { o: "offending", c: "context", s: "searched", n: "nearest" };
  const close = () => {
    for (const pane of all(".pane.open")) pane.classList.remove("open");
    root.classList.remove("sheet");
  };
  const open = (finding, { move = true, sheet = true } = {}) => {
    const { number } = finding.dataset;
    for (const other of findings) {
      other.classList.toggle("on", other === finding);
      other.querySelector("[data-open]").setAttribute("aria-expanded", String(other === finding));
    }
    for (const mark of all("mark.on")) mark.classList.remove("on", ...Object.values(roles));
    const pane = finding.closest(".doc").querySelector(".pane");
    if (!pane) return;
    close();
    pane.dataset.severity = finding.dataset.severity;
    let first = null;
    for (const mark of all("mark", pane)) {
      // A number may be quoted inside the clause that it makes wrong: then the words are both.
      const parts = mark.dataset.f.split(" ").filter((word) => word.slice(0, -1) === number);
      if (parts.length === 0) continue;
      mark.classList.add("on", ...parts.map((part) => roles[part.at(-1)]));
      const offends = (m) => m.classList.contains("offending");
      if (first === null || (offends(mark) && !offends(first))) first = mark;
    }
    if (sheet) {
      pane.classList.add("open");
      root.classList.add("sheet");
    }
    if (move) finding.scrollIntoView({ block: "nearest" });
    if (first) {
      const text = pane.querySelector(".text");
      const within = first.getBoundingClientRect().top - text.getBoundingClientRect().top;
      text.scrollTop += within - text.clientHeight / 3;
    }
  };
  const step = (by) => {
    const list = shown();
    const at = list.findIndex((finding) => finding.classList.contains("on"));
    const next = list[at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(Math.max(at + by, 0), list.length - 1)];
    if (!next) return;
    open(next, { sheet: false });
    next.querySelector("[data-open]").focus({ preventScroll: true });
  };
  const follow = () => {
    const target = /^#f\d+$/.test(location.hash) ? one(location.hash) : null;
    if (!target) return;
    if (target.hidden) {
      for (const box of all('.filters input[type="checkbox"]')) box.checked = true;
      for (const name of ["family", "document", "words"]) field(name).value = "";
      filter();
    }
    open(target, { sheet: false });
    target.scrollIntoView({ block: "start" });
  };

  document.addEventListener("click", (event) => {
    const at = (selector) => event.target.closest(selector);
    if (at("[data-set-lang]")) speak(at("[data-set-lang]").dataset.setLang);
    else if (at("[data-print]")) window.print();
    else if (at("[data-close]")) close();
    else if (at("[data-open]")) open(at(".finding"));
    else if (at("mark")) {
      const number = at("mark").dataset.f.match(/\d+(?=o)/)?.[0] ?? at("mark").dataset.f.match(/\d+/)[0];
      const finding = document.getElementById(`f${number}`);
      close();
      open(finding, { sheet: false });
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // A list of choices takes letters for itself.
    if (event.target.closest('input[type="search"]')) {
      if (event.key === "Escape") event.target.blur();
    } else if (event.key === "Escape") close();
    else if (event.target.closest("select") && event.key !== "/") return;
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "/" && field("words")) {
      event.preventDefault();
      field("words").focus();
    }
  });
  one(".filters")?.addEventListener("input", filter);
  window.addEventListener("hashchange", follow);
  window.addEventListener("beforeprint", () => {
    for (const details of all("details")) details.open = true;
  });

  speak(root.dataset.lang);
  filter();
  follow();
})();

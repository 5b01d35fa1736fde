"use strict";
// The report reads without this script; it adds sorting, filters, the keys n and p, and joins marks with their notes.
(() => {
  const $ = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];

  // -- the table of posts: sorting and filters -----------------------------------------------------------
  const valueOf = (row, column, kind) => {
    const text = row.cells[column].textContent.trim();
    if (kind === "text") return text === "–" ? "" : text.toLowerCase();
    const number = parseFloat(text.replaceAll(",", ""));
    return Number.isNaN(number) ? null : number;
  };
  function sort(table, head, column) {
    const kind = head.dataset.kind;
    const down = head.getAttribute("aria-sort") === "none" ? kind === "number" : head.getAttribute("aria-sort") === "ascending";
    const keyed = [...table.tBodies[0].rows].map((row, at) => [valueOf(row, column, kind), at, row]);
    const empty = (value) => value === null || value === "";
    keyed.sort(([a, i], [b, j]) => {
      if (empty(a) || empty(b)) return empty(a) - empty(b) || i - j; // rows without a value stay at the end
      const order = kind === "text" ? a.localeCompare(b) : a - b;
      return (down ? -order : order) || i - j;
    });
    table.tBodies[0].append(...keyed.map(([, , row]) => row));
    for (const other of all("thead th", table)) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
  }
  function filter() {
    const words = $("#find").value.toLowerCase().split(/\s+/).filter(Boolean);
    const least = $("#least").value, section = $("#section")?.value ?? "";
    let shown = 0;
    for (const row of $("#post-table").tBodies[0].rows) {
      const count = (column) => +row.cells[column].textContent;
      const text = row.textContent.toLowerCase();
      const found = words.every((word) => text.includes(word))
        && (least === "" || (least === "error" && count(1) > 0) || (least === "warning" && count(1) + count(2) > 0)
          || (least === "none" && count(1) + count(2) === 0))
        && (section === "" || row.lastElementChild.textContent.trim() === section);
      row.hidden = !found;
      shown += found;
    }
    $("#shown").textContent = shown === 1 ? "1 post" : `${shown.toLocaleString("en")} posts`;
  }
  function beginTable() {
    const table = $("#post-table");
    if (!table) return;
    all("thead th", table).forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      button.addEventListener("click", () => sort(table, head, column));
      head.replaceChildren(button);
      head.setAttribute("aria-sort", "none");
    });
    const form = $(".filters");
    form.hidden = false;
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    filter();
  }

  // -- marks and notes -----------------------------------------------------------------------------------
  const postOf = (element) => element.closest(".post");
  function light(post, numbers, on) {
    if (!post) return;
    for (const element of all("mark, .margin > li", post)) {
      if (numbersOf(element).some((number) => numbers.includes(number))) element.classList.toggle("on", on);
    }
  }
  function numbersOf(target) {
    const mark = target.closest?.("mark");
    if (mark) return mark.dataset.f.split(" ");
    const note = target.closest?.(".margin > li"), badge = note ? $("a", note) : target.closest?.(".n");
    return badge ? [badge.textContent.trim()] : null;
  }
  for (const [begin, end] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    for (const [kind, on] of [[begin, true], [end, false]]) {
      document.addEventListener(kind, (event) => {
        const numbers = numbersOf(event.target);
        if (numbers) light(postOf(event.target), numbers, on);
      });
    }
  }
  document.addEventListener("click", (event) => {
    const mark = event.target.closest?.("mark");
    if (mark) {
      const [first] = numbersOf(mark);
      all(".margin > li", postOf(mark)).find((note) => numbersOf(note)[0] === first)?.scrollIntoView({ block: "nearest" });
    }
  });

  // -- keys ----------------------------------------------------------------------------------------------
  function step(by) {
    const badges = all(".margin > li > a:first-child").filter((badge) => badge.offsetParent !== null);
    if (!badges.length) return;
    const at = badges.indexOf(document.activeElement);
    const next = badges[at < 0 ? (by > 0 ? 0 : badges.length - 1) : (at + by + badges.length) % badges.length];
    next.focus();
    next.scrollIntoView({ block: "center" });
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    if (event.key === "n" || event.key === "j") step(1);
    else if (event.key === "p" || event.key === "k") step(-1);
    else if (event.key === "/" && $("#find") && $("#find").offsetParent) { $("#find").focus(); event.preventDefault(); }
    else if (event.key === "Escape" && all(".post").some((post) => post.offsetParent !== null)) $(".brand").click();
  });

  beginTable();
  window.postlint = { beginTable, filter };
})();

// Live pages: they follow the files as these are saved, and keep their place; buttons repair, silence and open.
(() => {
  const $ = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given) {
    sessionStorage.setItem("postlint-token", given);
    history.replaceState(null, "", location.pathname);
  }
  const token = sessionStorage.getItem("postlint-token");
  const status = document.createElement("p");
  status.id = "live";
  status.setAttribute("role", "status");
  document.body.append(status);
  let fading = 0;
  function say(text) {
    status.textContent = text;
    clearTimeout(fading);
    fading = setTimeout(() => { status.textContent = ""; }, 6000);
  }
  const showActs = () => { if (token) for (const acts of all(".acts")) acts.hidden = false; };

  // -- keeping the place ---------------------------------------------------------------------------------
  const BLOCKS = ".prose > :not(.row), .row > div > *, .margin > li, .fact, .cards, .overview > section, .post > h1, .post > h2, .post > p";
  function place() {
    const blocks = all(BLOCKS);
    const at = blocks.findIndex((block) => block.getBoundingClientRect().bottom > 60);
    return at < 0 ? null : { text: blocks[at].textContent.slice(0, 80), at, top: blocks[at].getBoundingClientRect().top, height: scrollY };
  }
  function restore(before) {
    if (!before) return;
    const blocks = all(BLOCKS);
    const same = blocks.map((block, at) => [Math.abs(at - before.at), block]).filter(([, block]) => block.textContent.startsWith(before.text.slice(0, 60)));
    same.sort(([a], [b]) => a - b);
    const block = same.length ? same[0][1] : blocks[Math.min(before.at, blocks.length - 1)];
    if (block && before.height > 0) scrollBy({ top: block.getBoundingClientRect().top - before.top, behavior: "instant" });
  }
  let running = false, again = false;
  async function refresh() {
    if (running) { again = true; return; }
    running = true;
    try {
      const answer = await fetch(location.pathname);
      if (!answer.ok) { say("This post is not there any more."); return; }
      const next = new DOMParser().parseFromString(await answer.text(), "text/html");
      const before = place();
      const values = all("input, select").map((field) => [field.id, field.value]);
      const sorted = $("[aria-sort=ascending], [aria-sort=descending]");
      const order = sorted && { text: sorted.textContent, way: sorted.getAttribute("aria-sort") };
      const closed = all("details:not([open]) > summary").map((summary) => summary.textContent);
      const focus = document.activeElement?.getAttribute?.("href");
      $("main").replaceWith(document.adoptNode($("main", next)));
      document.title = next.title;
      for (const summary of all("details > summary")) if (closed.includes(summary.textContent)) summary.parentElement.open = false;
      for (const [id, value] of values) { const field = document.getElementById(id); if (field) field.value = value; }
      window.postlint.beginTable();
      if (order) {
        const head = all("thead th[data-kind]").find((one) => one.textContent === order.text);
        for (let turn = 0; head && turn < 2 && head.getAttribute("aria-sort") !== order.way; turn++) $("button", head).click();
      }
      if (focus) all("main a").find((link) => link.getAttribute("href") === focus)?.focus({ preventScroll: true });
      showActs();
      restore(before);
      document.body.dataset.updated = String(+(document.body.dataset.updated ?? 0) + 1);
    } finally {
      running = false;
      if (again) { again = false; refresh(); }
    }
  }
  const events = new EventSource("/events");
  events.onmessage = (event) => {
    const change = JSON.parse(event.data);
    const own = $(".post")?.id;
    if (change.all || !own || change.posts.includes(own)) refresh();
  };
  events.onopen = () => { document.body.dataset.live = "yes"; };
  events.onerror = () => say("postlint serve does not answer.");

  // -- acts ----------------------------------------------------------------------------------------------
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-act]");
    if (!button) return;
    const note = button.closest(".margin > li"), post = button.closest(".post");
    button.disabled = true;
    try {
      const answer = await fetch("/act", {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Postlint-Token": token },
        body: JSON.stringify({
          act: button.dataset.act, post: post.id, version: post.dataset.version, rule: note.dataset.rule,
          start: +note.dataset.start, end: +note.dataset.end, line: +button.dataset.line || 1,
        }),
      });
      const text = await answer.text();
      let done;
      try { done = JSON.parse(text); } catch { done = { message: text }; }
      say(done.message);
    } catch {
      say("postlint serve does not answer.");
    } finally {
      button.disabled = false;
    }
  });
  showActs();
})();

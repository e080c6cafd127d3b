// The view of a document beside the page instead of its text, loaded when a source is shown: page by page, or part by part.
(() => {
  const LEAST_ZOOM = 0.5;
  const MOST_ZOOM = 4;
  let chosen = ""; // the view that was last chosen
  const MOST_FIRST_ZOOM = 1.6;
  let zoom = 0; // that was last chosen; before, the lines of a page are as wide as the panel

  const body = () => document.getElementById("source-body");
  const shown = () => document.querySelector("#source .shows-document .rendered:not([hidden]) .rendition");

  function choose(view) {
    const panel = body();
    panel.classList.toggle("shows-document", view !== "text");
    panel.querySelectorAll(".views [data-view]").forEach((one) => one.setAttribute("aria-pressed", String(one.dataset.view === view)));
    panel.querySelectorAll(".rendered").forEach((one) => { one.hidden = one.dataset.of !== view; });
    toMark(view === "text" ? panel.querySelector(".text") : shown());
    document.dispatchEvent(new CustomEvent("policy-view"));
  }

  // Puts the cited words in the middle, and at first the beginnings of lines at the left, which cannot be done before it is seen.
  function toMark(holder) {
    if (holder?.dataset.left && holder.clientWidth) {
      holder.scrollLeft = holder.dataset.left * holder.scrollWidth;
      delete holder.dataset.left;
    }
    const mark = holder?.querySelector("mark");
    if (!mark) return;
    const above = mark.getBoundingClientRect().top - holder.getBoundingClientRect().top;
    holder.scrollTop += above - Math.max(0, (holder.clientHeight - mark.offsetHeight) / 2);
  }

  // From where to where the lines of a page go, of its width, with a little room; nothing where it has none.
  function linesOf(rendition) {
    const page = rendition.querySelector("figure.page:not(.wanting)");
    const boxes = [...(page?.querySelectorAll(".letters span") ?? [])].map((one) => [parseFloat(one.style.left), parseFloat(one.style.width)]);
    if (!boxes.length) return undefined;
    const room = 1;
    const left = Math.max(0, Math.min(...boxes.map(([from]) => from)) - room) / 100;
    const right = Math.min(100, Math.max(...boxes.map(([from, width]) => from + width)) + room) / 100;
    return { left, right };
  }

  // Loads a view; says whether the cited words are found in it, nothing where there is no such view.
  async function load(view) {
    const button = body().querySelector(`.views [data-view="${view}"]`);
    const holder = body().querySelector(`.rendered[data-of="${view}"]`);
    if (!button || !holder) return undefined;
    const status = body().querySelector('.views [role="status"]');
    if (!holder.firstElementChild) {
      status.textContent = body().classList.contains("shows-document") && view === "pages" ? _("The pages are being made …") : "";
      const reply = await fetch(button.dataset.address, { credentials: "same-origin" });
      status.textContent = reply.ok ? "" : _("The page cannot be shown.");
      if (!reply.ok || !button.isConnected) return undefined;
      holder.innerHTML = await reply.text(); // an allow-list of elements, made by the server
      watch(holder.firstElementChild);
    }
    const found = holder.firstElementChild.dataset.found === "1";
    status.textContent = found ? "" : _("The cited words cannot be found in this view; the text shows them.");
    return found;
  }

  // Loads the pages or parts whose places are near what is seen, one after the other: what is scrolled past meanwhile is not loaded.
  function watch(rendition) {
    const near = new Set();
    let loads = false;
    const observer = new IntersectionObserver(async (entries) => {
      for (const { target, isIntersecting } of entries) near[isIntersecting ? "add" : "delete"](target);
      if (loads) return;
      loads = true;
      for (let [next] = near; next; [next] = near) {
        near.delete(next);
        await fill(rendition, next.dataset.number)?.catch(() => {}); // one that cannot be had keeps its empty place
      }
      loads = false;
    }, { root: rendition, rootMargin: "400px" });
    const lines = zoom ? undefined : linesOf(rendition);
    rendition.style.setProperty("--zoom", zoom || (lines ? Math.min(MOST_FIRST_ZOOM, 1 / (lines.right - lines.left)).toFixed(2) : 1));
    if (lines) rendition.dataset.left = lines.left;
    toMark(rendition);
    rendition.querySelectorAll(".wanting").forEach((one) => observer.observe(one));
  }

  function fill(rendition, number) {
    const wanting = rendition.querySelector(`.wanting[data-number="${number}"]`);
    if (wanting) wanting.filling ??= replace(rendition, wanting);
    return wanting?.filling;
  }

  async function replace(rendition, wanting) {
    const reply = await fetch(rendition.dataset.address + wanting.dataset.number, { credentials: "same-origin" });
    if (!reply.ok) return;
    const written = await reply.text();
    const before = rendition.scrollHeight;
    const isAbove = wanting.offsetTop + wanting.offsetHeight <= rendition.scrollTop;
    wanting.outerHTML = written;
    if (isAbove) rendition.scrollTop += rendition.scrollHeight - before;
  }

  // Goes to a page, or to a heading by its place in a part.
  async function goTo(number, place) {
    const rendition = shown();
    if (!rendition) return;
    if (place !== undefined) await fill(rendition, number);
    const holder = rendition.querySelector(`:scope > [data-number="${number}"]`);
    const target = (place !== undefined && holder?.querySelectorAll("h1, h2, h3, h4, h5, h6")[place]) || holder;
    if (target) rendition.scrollTop += target.getBoundingClientRect().top - rendition.getBoundingClientRect().top - 8;
  }

  // The page or part that stands at a height of what is seen, of 1.
  function at(rendition, height) {
    const line = rendition.getBoundingClientRect().top + height * rendition.clientHeight;
    const before = [...rendition.querySelectorAll(":scope > [data-number]")].filter((one) => one.getBoundingClientRect().top <= line);
    return before.at(-1) ?? rendition.firstElementChild;
  }

  const here = () => (shown() ? Number(at(shown(), 1 / 3).dataset.number) : 0);

  // Changes how wide the pages or parts are, and stays where one is in them.
  function steadily(change) {
    const rendition = shown();
    if (!rendition) {
      change();
      return;
    }
    const holder = at(rendition, 0);
    const below = () => rendition.getBoundingClientRect().top - holder.getBoundingClientRect().top;
    const share = below() / holder.offsetHeight;
    change();
    rendition.scrollTop += share * holder.offsetHeight - below();
  }

  function setZoom(to) {
    if (!shown()?.matches(".paged")) return;
    zoom = Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, to));
    steadily(() => shown().style.setProperty("--zoom", zoom.toFixed(2)));
  }

  const zoomed = () => Number(shown()?.style.getPropertyValue("--zoom")) || 1;

  window.policyView = { shown, goTo, here, steadily, larger: () => setZoom(zoomed() * 1.25), smaller: () => setZoom(zoomed() * 0.8), fit: () => setZoom(1) };

  document.addEventListener("policy-source", async () => {
    const panel = body();
    panel.classList.remove("shows-document");
    const first = panel.querySelector(".views [data-view]")?.dataset.view;
    if (!first || chosen === "text") return;
    if (await load(first)) choose(first);
    if (chosen && chosen !== first && (await load(chosen))) choose(chosen);
  });

  document.addEventListener("click", async (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const zooming = target?.closest("#source .zoom");
    if (zooming) policyView[zooming.dataset.to]();
    const button = target?.closest("#source .views [data-view]");
    if (!button) return;
    chosen = button.dataset.view;
    if (chosen === "text" || (await load(chosen)) !== undefined) choose(chosen);
  });
})();

// What is copied from a quoted row of a table is the document's line, not the cells.
(() => {
  // What a cell says, without the name of its column that stands in it for narrow screens.
  window.policyCell = (cell) => {
    const own = cell.cloneNode(true);
    own.querySelector(".column")?.remove();
    return own.textContent.trim();
  };

  function lines(table) {
    const names = [...table.querySelectorAll("th")].map((one) => one.textContent);
    const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell, column) => policyCell(cell) && `${names[column]}: ${policyCell(cell)}`));
    return rows.map((row) => row.filter(Boolean).join(" | ")).join("\n");
  }

  window.policySelectedText = () => {
    const selection = document.getSelection();
    const tables = [...document.querySelectorAll("table.told")].filter((table) => selection.containsNode(table, true));
    return tables.reduce((said, table) => said.replace(table.innerText, () => lines(table)), selection.toString());
  };

  document.addEventListener("copy", (event) => {
    const text = policySelectedText();
    if (text === document.getSelection().toString()) return;
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
  });
})();

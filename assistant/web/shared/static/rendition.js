// The view of a document beside the page: its structure instead of its text, loaded when a source is shown, part by part.
(() => {
  let chosen = "document"; // the view that was last chosen

  function choose(panel, view) {
    panel.classList.toggle("shows-document", view === "document");
    panel.querySelectorAll(".views [data-view]").forEach((one) => one.setAttribute("aria-pressed", String(one.dataset.view === view)));
    if (view === "document") toMark(panel.querySelector(".rendition"));
    else toMark(panel.querySelector(".text"));
  }

  function toMark(holder) {
    const mark = holder?.querySelector("mark");
    if (!mark) return;
    const above = mark.getBoundingClientRect().top - holder.getBoundingClientRect().top;
    holder.scrollTop += above - Math.max(0, (holder.clientHeight - mark.offsetHeight) / 2);
  }

  async function load(panel) {
    const views = panel.querySelector(".views");
    const holder = panel.querySelector(".rendered");
    if (!views || !holder) return;
    const status = views.querySelector('[role="status"]');
    if (!holder.firstElementChild) {
      const reply = await fetch(views.dataset.address, { credentials: "same-origin" });
      if (!reply.ok || !views.isConnected) return;
      holder.innerHTML = await reply.text(); // an allow-list of elements, made by the server
      watch(holder.querySelector(".rendition"));
    }
    const found = holder.firstElementChild?.dataset.found === "1";
    status.textContent = found ? "" : _("The cited words cannot be found in this view; the text shows them.");
    return found;
  }

  // Loads the part before or after what is shown when its place comes into view.
  function watch(rendition) {
    const observer = new IntersectionObserver((entries) => {
      for (const entry of entries.filter((one) => one.isIntersecting)) {
        observer.unobserve(entry.target);
        replace(rendition, entry.target).then(() => rendition.querySelectorAll(".more:not(.loading)").forEach((one) => observer.observe(one)));
      }
    }, { root: rendition, rootMargin: "400px" });
    toMark(rendition);
    rendition.querySelectorAll(".more").forEach((one) => observer.observe(one));
  }

  async function replace(rendition, more) {
    more.classList.add("loading");
    const reply = await fetch(more.dataset.address, { credentials: "same-origin" });
    if (!reply.ok) return;
    const before = rendition.scrollHeight;
    const isAbove = more.offsetTop < rendition.scrollTop;
    more.outerHTML = await reply.text();
    if (isAbove) rendition.scrollTop += rendition.scrollHeight - before;
  }

  document.addEventListener("policy-source", async () => {
    const panel = document.getElementById("source-body");
    panel.classList.remove("shows-document");
    if (chosen === "document" && (await load(panel))) choose(panel, "document");
  });

  document.addEventListener("click", (event) => {
    const zoom = event.target instanceof Element ? event.target.closest("#source .zoom") : null;
    const pages = zoom && document.querySelector("#source .rendition.pages");
    if (!pages) return;
    const now = Number(pages.style.getPropertyValue("--zoom") || 1) * (zoom.dataset.by > 0 ? 1.25 : 0.8);
    pages.style.setProperty("--zoom", Math.min(4, Math.max(0.5, now)).toFixed(2));
    toMark(pages);
  });

  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element ? event.target.closest("#source .views [data-view]") : null;
    if (!button) return;
    const panel = document.getElementById("source-body");
    chosen = button.dataset.view;
    if (chosen === "document") await load(panel);
    choose(panel, chosen);
  });
})();

// What is copied from a quoted row of a table is the document's line, not the cells.
(() => {
  function lines(table) {
    const names = [...table.querySelectorAll("th")].map((one) => one.textContent);
    const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell, column) => cell.textContent && `${names[column]}: ${cell.textContent}`));
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

// Opens the source of a citation beside the chat: one listener for all citations, also those still to come.
(() => {
  let opener = null;

  async function show(address) {
    const body = document.getElementById("source-body");
    const panel = document.getElementById("source");
    if (!body || !panel) return;
    panel.classList.add("open");
    try {
      const reply = await fetch(address, { credentials: "same-origin" });
      body.innerHTML = await reply.text(); // the server escapes all text of documents
    } catch {
      body.textContent = "The source cannot be reached; is the assistant still running?";
    }
    const mark = document.getElementById("cited");
    const text = mark?.closest(".text");
    if (text) text.scrollTop = mark.offsetTop - Math.max(0, (text.clientHeight - mark.offsetHeight) / 2);
    body.querySelector("h2, h3")?.focus({ preventScroll: true });
  }

  function close() {
    document.getElementById("source")?.classList.remove("open");
    document.querySelectorAll("a.cite.open").forEach((link) => link.classList.remove("open"));
    // The chat may have been drawn anew since: look for the link, do not keep it.
    const links = [...document.querySelectorAll("a.cite, a.term")].filter((link) => link.getAttribute("href") === opener);
    links.at(-1)?.focus();
  }

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const link = target?.closest('a[href^="#cite-"]');
    const whole = target?.closest("button.open-whole");
    const term = target?.closest('a[href^="#term-"]');
    if (link) {
      event.preventDefault();
      const [id, start, end] = link.getAttribute("href").slice("#cite-".length).split("-").map(Number);
      document.querySelectorAll("a.cite.open").forEach((other) => other.classList.remove("open"));
      link.classList.add("open");
      opener = link.getAttribute("href");
      show(`source?document=${id}&start=${start}&end=${end}`);
    } else if (term) {
      event.preventDefault();
      opener = term.getAttribute("href");
      show(`term?name=${opener.slice("#term-".length)}`);
    } else if (whole) {
      show(whole.dataset.address);
    } else if (target?.closest("#close-source")) {
      close();
    }
  }, true);

  // A link such as ./?ask=… asks as soon as the page can.
  const asked = new URLSearchParams(location.search).get("ask");
  const asking = asked && setInterval(() => {
    const field = document.querySelector("#question textarea");
    if (!field) return;
    clearInterval(asking);
    history.replaceState(null, "", location.pathname);
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(field, asked.slice(0, 1000));
    field.dispatchEvent(new Event("input", { bubbles: true }));
    setTimeout(() => document.querySelector("button#send, #send button")?.click(), 300);
  }, 200);

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.getElementById("source")?.contains(document.activeElement)) close();
  });
})();

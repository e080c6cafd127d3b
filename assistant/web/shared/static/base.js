// What all pages share: sources open beside the page, one listener for all citations, also those still to come.
window._ = (english) => window.policyMessages?.[english] ?? english;
window.policySend = async (address, body) => {
  const reply = await fetch(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  const text = await reply.text();
  if (!reply.ok) throw new Error(reply.headers.get("Content-Type") === "application/json" ? JSON.parse(text).error : text);
  return JSON.parse(text);
};

(() => {
  let opener = null; // the address of the link whose source is shown
  const CITATIONS = 'a[href^="#cite-"]';
  const SHEET = matchMedia("(max-width: 900px)"); // here a source lies below the page, which goes on above it

  async function show(address, focus = true) {
    const body = document.getElementById("source-body");
    const panel = document.getElementById("source");
    if (!body || !panel) return;
    panel.classList.add("open");
    try {
      const reply = await fetch(address, { credentials: "same-origin" });
      body.innerHTML = await reply.text(); // the server escapes all text of documents
    } catch {
      body.textContent = _("The source cannot be reached; is the assistant still running?");
    }
    const mark = document.getElementById("cited");
    const text = mark?.closest(".text");
    if (text) text.scrollTop += mark.getBoundingClientRect().top - text.getBoundingClientRect().top - Math.max(0, (text.clientHeight - mark.offsetHeight) / 2);
    document.dispatchEvent(new CustomEvent("policy-source"));
    if (focus) body.querySelector("h2, h3")?.focus({ preventScroll: true });
  }

  function open(link, focus = true) {
    const [id, start, end] = link.getAttribute("href").slice("#cite-".length).split("-").map(Number);
    document.querySelectorAll("a.cite.open").forEach((other) => other.classList.remove("open"));
    link.classList.add("open");
    opener = link.getAttribute("href");
    document.querySelectorAll("#source .step").forEach((button) => { button.disabled = !beside(Number(button.dataset.step)); });
    const shown = show(`source?document=${id}&start=${start}&end=${end}`, focus);
    if (SHEET.matches) link.scrollIntoView({ block: "center" }); // above the sheet, which has shortened what is seen
    return shown;
  }

  window.policyOpenSource = open;

  function close() {
    document.getElementById("source")?.classList.remove("open");
    document.querySelectorAll("a.cite.open").forEach((link) => link.classList.remove("open"));
    // The chat may have been drawn anew since: look for the link, do not keep it.
    const links = [...document.querySelectorAll("a.cite, a.term")].filter((link) => link.getAttribute("href") === opener);
    links.at(-1)?.focus();
  }

  // The citation before or after the one that is shown, in the order of the page.
  function beside(by) {
    const links = [...document.querySelectorAll(CITATIONS)].filter((link) => !link.closest("#source"));
    const open_now = links.findLastIndex((link) => link.classList.contains("open"));
    const here = open_now >= 0 ? open_now : links.findLastIndex((link) => link.getAttribute("href") === opener);
    let there = here + by;
    while (links[there] && links[there].getAttribute("href") === opener) there += by;
    return links[there];
  }

  async function step(by) {
    const link = beside(by);
    if (!link) return;
    link.scrollIntoView({ block: "nearest" });
    await open(link);
    document.querySelector(`#source .step[data-step="${by}"]:enabled`)?.focus();
  }

  async function find(form, back) {
    const wanted = form.elements.text.value;
    const begins = form.dataset.found !== wanted && !back; // at the place that is shown, which may itself hold the words
    const after = Number(form.dataset.start) - (begins ? 1 : 0);
    const asked = new URLSearchParams({ document: form.dataset.document, text: wanted, after, back });
    const hit = await (await fetch(`source/find?${asked}`)).json();
    if (!hit.count) {
      form.querySelector(".found").textContent = _("not found");
      return;
    }
    await show(`source?document=${form.dataset.document}&start=${hit.start}&end=${hit.end}&whole=${form.dataset.whole}`, false);
    const again = document.querySelector("#source .tools");
    if (!again) return;
    again.elements.text.value = wanted;
    again.dataset.found = wanted;
    again.querySelector(".found").textContent = _("{number} of {count}").replace("{number}", hit.number).replace("{count}", hit.count);
    again.elements.text.focus();
  }

  window.policyCloseSource = () => {
    const body = document.getElementById("source-body");
    document.getElementById("source")?.classList.remove("open");
    if (body) body.innerHTML = `<p class="hint">${_("A click on a number or a sentence opens the cited passage here, highlighted in its document.")}</p>`;
    opener = null;
  };

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const language = target?.closest("a.language");
    if (language) language.href += encodeURIComponent(location.search); // the page stays as it is
    const link = target?.closest(CITATIONS);
    const whole = target?.closest("button.open-whole");
    const term = target?.closest('a[href^="#term-"]');
    const stepping = target?.closest("#source .step");
    if (link) {
      event.preventDefault();
      open(link);
    } else if (term) {
      event.preventDefault();
      opener = term.getAttribute("href");
      show(`term?name=${opener.slice("#term-".length)}`);
    } else if (whole) {
      show(whole.dataset.address);
    } else if (stepping) {
      step(Number(stepping.dataset.step));
    } else if (target?.closest("#close-source")) {
      close();
    } else if (target?.closest("#stretch-source")) {
      const isHigh = document.getElementById("source-column").classList.toggle("high");
      target.closest("#stretch-source").setAttribute("aria-pressed", String(isHigh));
    }
  }, true);

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("#source .tools")) return;
    event.preventDefault();
    find(event.target, false);
  });

  document.addEventListener("keydown", (event) => {
    const within = document.getElementById("source")?.contains(document.activeElement);
    if (event.key === "Escape" && within) close();
    const field = event.target instanceof Element ? event.target.closest("#source .tools input") : null;
    if (event.key === "Enter" && event.shiftKey && field) {
      event.preventDefault();
      find(field.form, true);
    }
  });
})();

// The strip beside a document: its outline and small pictures of its pages, which lead to their places.
(() => {
  const NARROW = matchMedia("(max-width: 900px)"); // the strip lies over the document
  let isOpen = false;

  async function show() {
    const strip = document.getElementById("source-strip");
    const button = document.querySelector("#source .show-strip");
    if (!strip || !button) return;
    const address = policyView.shown()?.dataset.strip ?? "";
    button.hidden = !address;
    policyView.steadily(() => { strip.hidden = !isOpen || !address; });
    button.setAttribute("aria-expanded", String(!strip.hidden));
    if (strip.hidden || strip.dataset.address === address) return;
    strip.dataset.address = address;
    const reply = await fetch(address, { credentials: "same-origin" });
    if (!reply.ok || strip.dataset.address !== address) return;
    strip.innerHTML = await reply.text(); // the server escapes all text of documents
    mark(true);
  }

  // Marks what is seen of the document in the strip.
  function mark(scrolls = false) {
    const strip = document.getElementById("source-strip");
    if (!strip || strip.hidden) return;
    const here = policyView.here();
    for (const list of strip.querySelectorAll("ol")) {
      const all = [...list.querySelectorAll(".go")];
      const own = all.find((one) => Number(one.dataset.number) === here) ?? all.findLast((one) => Number(one.dataset.number) < here) ?? all[0];
      all.forEach((one) => (one === own ? one.setAttribute("aria-current", "true") : one.removeAttribute("aria-current")));
      if (scrolls && own && !list.hidden) strip.scrollTop += own.getBoundingClientRect().top - strip.getBoundingClientRect().top - strip.clientHeight / 3;
    }
  }

  function close() {
    isOpen = false;
    show();
  }

  document.addEventListener("policy-source", () => { if (NARROW.matches) isOpen = false; });
  document.addEventListener("policy-view", show);

  document.addEventListener("scroll", (event) => {
    if (event.target instanceof Element && event.target.matches("#source .rendition.paged")) requestAnimationFrame(() => mark());
  }, { capture: true, passive: true });

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest("#source .show-strip")) {
      isOpen = !isOpen;
      show();
      return;
    }
    const kind = target?.closest("#source-strip [data-kind]");
    if (kind) {
      const strip = kind.closest("#source-strip");
      strip.querySelectorAll("[data-kind]").forEach((one) => one.setAttribute("aria-pressed", String(one === kind)));
      strip.querySelectorAll("ol").forEach((one) => { one.hidden = !one.classList.contains(kind.dataset.kind); });
      mark(true);
      return;
    }
    const go = target?.closest("#source-strip .go");
    if (!go) return;
    policyView.goTo(go.dataset.number, go.dataset.place);
    if (NARROW.matches) close();
  });
})();

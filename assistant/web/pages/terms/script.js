// Finds terms while one types.
(() => {
  const form = document.getElementById("find-terms");
  const list = document.getElementById("terms");
  let turn = 0;

  async function show() {
    const mine = ++turn;
    const text = form.elements.text.value;
    history.replaceState(null, "", text ? `?text=${encodeURIComponent(text)}` : location.pathname);
    try {
      const reply = await fetch(`terms/list?text=${encodeURIComponent(text)}`);
      const html = await reply.text();
      if (mine === turn && reply.ok) list.innerHTML = html; // the server escapes all text of documents
    } catch {
      list.textContent = _("The assistant cannot be reached; is it still running?");
    }
  }

  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
})();

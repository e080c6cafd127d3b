// Fetches the rows that the fields ask for, as they change; keeps marks.
(() => {
  const form = document.getElementById("filters");
  const rows = document.getElementById("rows");
  const dialog = document.getElementById("note");
  let page = 0;
  let turn = 0;

  const asked = () => {
    const given = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) given.set(name, value);
    return given;
  };

  async function fetched(address) {
    try {
      const reply = await fetch(address, { credentials: "same-origin" });
      const text = await reply.text();
      return reply.ok ? text : `<p class="warning">${text.replace(/[<&]/g, "")}</p>`;
    } catch {
      return `<p class="warning">${_("The assistant cannot be reached; is it still running?")}</p>`;
    }
  }

  async function show() {
    const mine = ++turn;
    const given = asked();
    history.replaceState(null, "", given.toString() ? `?${given}` : location.pathname);
    given.set("page", page);
    const html = await fetched(`requirements/rows?${given}`);
    if (mine === turn) rows.innerHTML = html; // the server escapes all text of documents
  }

  async function mark(id, change) {
    try {
      await policySend("requirements/mark", { id, ...change });
    } catch (error) {
      alert(`${_("The mark was not kept.")} ${error.message}`);
    }
    await show();
    rows.querySelector(`tr[data-id="${CSS.escape(id)}"] select.mark`)?.focus();
    fill(document.getElementById("progress"), true);
  }

  async function fill(details, again) {
    const body = details.querySelector(".body");
    if (details.open && (again || !body.innerHTML)) body.innerHTML = await fetched(`requirements/${details.id}`);
  }

  form.addEventListener("input", () => {
    page = 0;
    show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  document.querySelectorAll("#progress, #differences").forEach((details) => details.addEventListener("toggle", () => fill(details, false)));
  document.querySelectorAll("a.export").forEach((link) =>
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const given = asked();
      given.set("format", link.dataset.format);
      location.href = `requirements/export?${given}`;
    }),
  );
  rows.addEventListener("change", (event) => {
    if (event.target.matches("select.mark")) mark(event.target.closest("tr").dataset.id, { state: event.target.value });
  });
  rows.addEventListener("click", (event) => {
    const turned = event.target.closest("button.page");
    const noted = event.target.closest("button.note");
    if (turned) {
      page = Number(turned.dataset.page);
      show().then(() => rows.scrollIntoView());
    } else if (noted) {
      const id = noted.closest("tr").dataset.id;
      const fields = dialog.querySelector("form").elements;
      fields.name.value = noted.dataset.name || localStorage.getItem("policy-name") || "";
      fields.note.value = noted.dataset.note || "";
      dialog.returnValue = "";
      dialog.onclose = () => {
        if (dialog.returnValue !== "keep") return;
        localStorage.setItem("policy-name", fields.name.value);
        mark(id, { note: fields.note.value, name: fields.name.value });
      };
      dialog.showModal();
    }
  });

  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements[name];
    if (field?.type === "checkbox") field.checked = true;
    else if (field) field.value = value;
  }
  show();
})();

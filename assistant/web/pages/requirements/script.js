// Fetches the rows that the fields ask for, as they change; keeps marks and corrections.
(() => {
  const form = document.getElementById("filters");
  const rows = document.getElementById("rows");
  const noting = document.getElementById("note");
  const correcting = document.getElementById("correction");
  const more = document.getElementById("more");
  const parts = ["board", "progress", "differences"].map((id) => document.getElementById(id));
  let page = 0;
  let turn = 0;
  let opened = new URLSearchParams(location.search); // what the address asks for, until the fields have their options
  if (form.dataset.role && !opened.has("role")) opened.set("role", form.dataset.role);

  const asked = () => {
    if (opened) return new URLSearchParams(opened);
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

  // Where there is little room the fields stand behind a button, which counts those that choose.
  const showing = document.getElementById("show-fields");
  function fold(shown) {
    form.classList.toggle("shown", shown);
    showing.ariaExpanded = String(shown);
    (shown ? form.elements.role : showing).focus();
  }
  showing.addEventListener("click", () => fold(!form.classList.contains("shown")));
  form.querySelectorAll(".close-fields").forEach((button) => button.addEventListener("click", () => fold(false)));
  form.querySelector(".clear-fields").addEventListener("click", () => {
    for (const name of chosen()) {
      const field = form.elements[name];
      if (field.type === "checkbox") field.checked = false;
      else field.value = "";
    }
    form.elements.role.dispatchEvent(new Event("input", { bubbles: true }));
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && form.classList.contains("shown")) fold(false);
  });
  const chosen = () => [...asked().keys()].filter((name) => !["text", "order", "page"].includes(name));

  // Gives the fields the options that came with the rows, with their counts.
  function offer() {
    rows.querySelectorAll("template[data-choices]").forEach((template) => {
      const field = form.elements[template.dataset.choices];
      (field.list ?? field).replaceChildren(template.content);
    });
    showing.querySelector(".active").textContent = chosen().length ? `(${chosen().length})` : "";
    form.querySelector(".fitting").textContent = rows.querySelector(".count")?.dataset.count ?? "";
    const hidden = rows.querySelector("template[data-exhortations]");
    if (hidden) form.querySelector(".amount").textContent = `(${hidden.dataset.exhortations})`;
    const people = [...form.elements.assignee.options].filter((option) => option.value);
    const list = document.getElementById("people");
    const known = new Set([...list.options].map((option) => option.value));
    list.append(...people.filter((option) => !known.has(option.value)).map((option) => new Option("", option.value)));
  }

  async function show() {
    const mine = ++turn;
    const given = asked();
    if (!opened) history.replaceState(null, "", given.toString() ? `?${given}` : location.pathname);
    given.set("page", page);
    const html = await fetched(`requirements/rows?${given}`);
    if (mine !== turn) return;
    rows.innerHTML = html; // the server escapes all text of documents
    opened = null;
    offer();
    address();
  }

  async function send(path, change) {
    try {
      await policySend(`requirements/${path}`, change);
      return "";
    } catch (error) {
      return error.message;
    }
  }

  // Keeps a change, in the version of the requirement that the page shows; where it was not kept, tells why by `refused`, or in an alert.
  async function changed(path, change, id, refused) {
    const row = id && rowOf(id);
    const refusal = await send(path, row ? { ...change, version: Number(row.dataset.version) } : change);
    await show();
    if (refusal && refused && rowOf(id)) return refused(rowOf(id), refusal);
    if (refusal) alert(`${_("The mark was not kept.")} ${refusal}`);
    if (id) rowOf(id)?.querySelector("select.mark")?.focus();
    parts.slice(0, 2).forEach((part) => fill(part, true));
  }

  const rowOf = (id) => rows.querySelector(`tr[data-id="${CSS.escape(id)}"]`);
  const name = () => localStorage.getItem("policy-name") || undefined;

  async function fill(details, again, month = "") {
    const body = details.querySelector(".body");
    const given = details.id === "differences" ? new URLSearchParams() : asked();
    if (month) given.set("month", month);
    if (details.open && (again || !body.innerHTML)) {
      body.innerHTML = await fetched(`requirements/${details.id}?${given}`);
      policyPlot(body);
    } else if (again) body.innerHTML = "";
  }

  let token = "";
  function address() {
    const field = document.getElementById("address");
    const given = asked();
    if (token) given.set("token", token);
    const end = given.toString() ? `?${given}` : "";
    field.value = document.getElementById("subscribe").dataset.token && !token ? "" : new URL(`requirements/calendar.ics${end}`, document.baseURI).href;
  }

  // A body that is typed counts when it is one; what is typed of it only then, or when the field is left.
  const isTyped = ({ target, type }) => type === "input" && target.name === "body" && target.value && ![...target.list.options].some((one) => one.value === target.value);

  function change(event) {
    if (isTyped(event)) return;
    page = 0;
    if (event.target.name === "role") policySend("requirements/role", { role: event.target.value }).catch(() => {});
    show();
    parts.slice(0, 2).forEach((part) => fill(part, true));
  }
  form.addEventListener("input", change);
  form.elements.body.addEventListener("change", change);
  form.addEventListener("submit", (event) => event.preventDefault());
  parts.forEach((details) => details.addEventListener("toggle", () => fill(details, false)));
  document.querySelectorAll("a.export").forEach((link) =>
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const given = asked();
      given.set("format", link.dataset.format);
      location.href = `requirements/export?${given}`;
    }),
  );
  document.getElementById("subscribe").addEventListener("click", async (event) => {
    if (!event.target.matches("button")) return;
    const path = event.target.matches(".issue") ? "calendar" : "calendar/end";
    try {
      token = (await policySend(`requirements/${path}`, {})).token;
    } catch (error) {
      alert(error.message);
    }
    address();
    if (token) document.getElementById("address").select();
  });
  document.getElementById("address").addEventListener("focus", (event) => event.target.select());
  document.getElementById("board").addEventListener("click", (event) => {
    if (event.target.matches("button.print")) print();
    if (event.target.matches("button.late")) {
      form.elements.due.value = "overdue";
      form.dispatchEvent(new Event("input"));
      rows.scrollIntoView();
    }
    if (event.target.matches("button.whole")) fill(parts[0], true, event.target.dataset.month);
  });

  // -- ticks

  const ticked = () => [...rows.querySelectorAll("input.tick:checked")].map((box) => box.closest("tr").dataset.id);
  function count() {
    const several = document.getElementById("several");
    if (!several) return;
    several.hidden = !ticked().length;
    several.querySelector(".ticked").textContent = _("{count} ticked").replace("{count}", ticked().length);
  }
  rows.addEventListener("change", (event) => {
    if (event.target.matches("select.mark")) changed("mark", { id: event.target.closest("tr").dataset.id, state: event.target.value, name: name() }, event.target.closest("tr").dataset.id);
    if (event.target.matches("input.all")) rows.querySelectorAll("input.tick").forEach((box) => (box.checked = event.target.checked));
    if (event.target.matches("input.tick, input.all")) count();
  });
  rows.addEventListener("submit", (event) => {
    event.preventDefault();
    const { "set-state": state, "set-assignee": assignee } = event.target.elements;
    const versions = Object.fromEntries(ticked().map((id) => [id, Number(rowOf(id).dataset.version)]));
    const change = { ids: ticked(), versions, name: name() };
    if (state.value) change.state = state.value;
    if (assignee.value.trim()) change.assignee = assignee.value;
    changed("mark-several", change);
  });

  // -- dialogs

  // What was typed stays where it was not kept, and `refusal` says why.
  function note(button, typed, refusal = "") {
    const id = button.closest("tr").dataset.id;
    const fields = noting.querySelector("form").elements;
    noting.querySelector(".warning").textContent = refusal;
    fields.name.value = typed?.name ?? (button.dataset.name || name() || "");
    fields.note.value = typed?.note ?? (button.dataset.note || "");
    fields.to.value = typed?.assignee ?? (button.dataset.assignee || "");
    noting.returnValue = "";
    noting.onclose = () => {
      if (noting.returnValue !== "keep") return;
      localStorage.setItem("policy-name", fields.name.value);
      const given = { note: fields.note.value, name: fields.name.value, assignee: fields.to.value };
      changed("mark", { id, ...given }, id, (row, refusal) => note(row.querySelector("button.note"), given, refusal));
    };
    noting.showModal();
  }

  function correct(button, typed = {}, refusal = "") {
    const id = button.closest("tr").dataset.id;
    const { elements } = correcting.querySelector("form");
    const fields = { body: "who", modality: "duty", deadline: "by", text: "sentence" };
    for (const [field, name] of Object.entries(fields)) elements[name].value = typed[field] ?? (button.dataset[field] || "");
    correcting.querySelector(".warning").textContent = refusal;
    correcting.querySelector("blockquote").textContent = button.dataset.quote;
    correcting.querySelector(".restore").hidden = !button.dataset.corrected;
    correcting.returnValue = "";
    correcting.onclose = () => {
      const given = Object.fromEntries(Object.entries(fields).map(([field, name]) => [field, elements[name].value]));
      const refused = (row, refusal) => correct(row.querySelector("button.correct"), given, refusal);
      if (correcting.returnValue === "keep") changed("correct", { id, ...given, name: name() }, id, refused);
      if (correcting.returnValue === "restore") changed("restore", { id, name: name() }, id);
    };
    correcting.showModal();
  }

  async function look(button) {
    const dialog = document.getElementById("history");
    dialog.querySelector(".body").innerHTML = await fetched(`requirements/history?id=${button.closest("tr").dataset.id}`);
    dialog.showModal();
  }

  rows.addEventListener("click", (event) => {
    if (event.target.matches("button.exhortations")) {
      form.elements.exhortations.checked = true;
      more.open = true;
      form.dispatchEvent(new Event("input"));
    }
    if (event.target.matches("button.clear-role")) {
      form.elements.role.value = "";
      form.elements.role.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (event.target.matches("button.note")) note(event.target);
    if (event.target.matches("button.correct")) correct(event.target);
    if (event.target.matches("button.history")) look(event.target);
    const turned = event.target.closest("button.page");
    if (!turned) return;
    page = Number(turned.dataset.page);
    show().then(() => rows.scrollIntoView());
  });

  more.open = ["theme", "document", "modality", "state", "assignee", "since", "until", "target", "old", "exhortations"].some((one) => opened.has(one));
  for (const [name, value] of opened) {
    const field = form.elements[name];
    if (field?.type === "checkbox") field.checked = true;
    else if (field) field.value = value;
  }
  show();
})();

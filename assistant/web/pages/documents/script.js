// Finds documents in the list; for administrators, brings files and tells how far they are, edits, reads again, removes and undoes.
(() => {
  const list = document.getElementById("documents");
  const drop = document.getElementById("drop");
  const jobs = document.getElementById("jobs");
  const dialog = document.getElementById("properties");
  const search = document.getElementById("find-document");

  function narrow() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    list.querySelectorAll("tbody tr").forEach((row) => {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      found += !row.hidden;
    });
    const nothing = document.getElementById("nothing-found");
    if (nothing) nothing.hidden = found > 0 || !words.length;
  }

  async function show() {
    const reply = await fetch("documents/list");
    if (reply.ok) list.innerHTML = await reply.text(); // the server escapes all text of documents
    narrow();
  }

  let news; // of the files that are being read
  let done = 0; // files that were read
  function watch() {
    news?.close();
    const mine = (news = new EventSource("documents/jobs"));
    mine.onmessage = (event) => {
      const state = JSON.parse(event.data);
      jobs.innerHTML = refused.join("") + state.html;
      if (state.done !== done || !state.busy) show();
      done = state.done;
      if (!state.busy) mine.close();
    };
  }

  const refused = []; // what the server did not take
  const quoted = (text) => Object.assign(document.createElement("span"), { textContent: text }).innerHTML;

  async function bring(files) {
    for (const file of files) {
      const body = new FormData();
      body.append("file", file);
      try {
        const reply = await fetch("documents/upload", { method: "POST", body });
        if (!reply.ok) throw new Error(await reply.text());
      } catch (error) {
        refused.unshift(`<li class="failed"><span class="name">${quoted(file.name)}</span> <span class="job">${quoted(error.message)}</span></li>`);
      }
      watch();
    }
  }

  async function send(address, body) {
    try {
      await policySend(address, body);
    } catch (error) {
      alert(error.message);
    }
    await (jobs && !address.endsWith("remove") ? watch() : show());
  }

  function edit(kept) {
    const fields = dialog.querySelector("form").elements;
    const names = [...fields].map((one) => one.name).filter(Boolean);
    for (const name of names) fields[name].value = kept.dataset[name] ?? "";
    dialog.returnValue = "";
    dialog.onclose = () => {
      if (dialog.returnValue !== "keep") return;
      const changed = names.filter((name) => fields[name].value !== (kept.dataset[name] ?? ""));
      const properties = Object.fromEntries(changed.map((name) => [name, fields[name].value]));
      if (changed.length) send("documents/properties", { name: kept.dataset.name, properties });
    };
    dialog.showModal();
  }

  async function relate(button) {
    const { name, other } = button.closest(".counterpart").dataset;
    await send(`documents/${button.className}`, { name, other });
    await show();
  }

  search?.addEventListener("input", narrow);
  list?.addEventListener("click", (event) => {
    const kept = event.target.closest(".keeping");
    const undo = event.target.closest("button.undo");
    if (undo) send("documents/undo", { removal: Number(undo.dataset.removal) });
    else if (event.target.closest("button.part, button.pair")) relate(event.target);
    else if (event.target.closest("button.edit")) edit(kept);
    else if (event.target.closest("button.again")) send("documents/again", { name: kept.dataset.name });
    else if (event.target.closest("button.remove")) {
      if (confirm(`${_("Remove this document? It can be undone for a day.")}\n\n${kept.dataset.title}`)) send("documents/remove", { name: kept.dataset.name });
    }
  });

  if (!drop) return;
  document.getElementById("files").addEventListener("change", (event) => {
    bring([...event.target.files]);
    event.target.value = "";
  });
  for (const kind of ["dragover", "drop", "dragleave"]) {
    document.addEventListener(kind, (event) => {
      event.preventDefault(); // a file that is dropped beside the field would else take the page's place
      drop.classList.toggle("over", kind === "dragover");
      if (kind === "drop") bring([...event.dataTransfer.files]);
    });
  }
  show();
  watch();
})();

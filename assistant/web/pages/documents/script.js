// Finds, orders and ticks documents in the list; for administrators, brings files and tells how far they are, edits, collects, reads
// again, removes, and undoes.
(() => {
  const list = document.getElementById("documents");
  const drop = document.getElementById("drop");
  const jobs = document.getElementById("jobs");
  const fields = document.getElementById("narrow").elements;
  const several = document.getElementById("several");
  const news = document.getElementById("news");
  const [search, within, order] = [fields.text, fields.in, document.getElementById("order")];
  const rows = () => [...list.querySelectorAll("tbody tr")];
  const quoted = (text) => Object.assign(document.createElement("span"), { textContent: text }).innerHTML;

  // -- what is shown, in which order

  const given = new URLSearchParams(location.search);
  const TITLE = "title"; // in the order that the server gives
  const wanted = { in: given.get("in") || "", by: given.get("by") || TITLE, down: given.get("down") === "1" };
  search.value = given.get("text") || "";
  const ticked = new Set(); // names
  const afterDrawing = []; // what else is to be drawn
  const collection = () => (within.value && !within.value.startsWith("/") ? Number(within.value) : 0);

  function narrow() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const row of rows()) {
      const text = row.textContent.toLowerCase();
      row.hidden = !(words.every((word) => text.includes(word)) && (!wanted.in || JSON.parse(row.dataset.in).includes(wanted.in)));
      found += !row.hidden;
    }
    document.getElementById("nothing-found").hidden = found > 0 || !rows().length;
    const about = document.getElementById("of-collection");
    if (about) about.hidden = !collection();
    const by = wanted.by === TITLE ? "" : wanted.by;
    const asked = new URLSearchParams(Object.entries({ text: search.value, in: wanted.in, by, down: wanted.down ? "1" : "" }).filter(([, value]) => value));
    history.replaceState(null, "", `documents${asked.size ? `?${asked}` : ""}`);
  }

  function sort() {
    list.querySelectorAll("th[data-by]").forEach((head) => {
      if (head.dataset.by === wanted.by) head.setAttribute("aria-sort", wanted.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    order.value = wanted.by;
    const key = (row) => row.dataset[wanted.by === TITLE ? "place" : wanted.by];
    const by = (one, other) => !key(one) - !key(other) || key(one).localeCompare(key(other), policyLanguage, { numeric: true }) * (wanted.down ? -1 : 1);
    const body = list.querySelector("tbody");
    if (body) body.append(...rows().sort(by)); // what is empty comes last either way
  }

  function draw() {
    within.innerHTML = document.getElementById("choices").innerHTML;
    within.value = wanted.in;
    if (within.value !== wanted.in) within.value = wanted.in = "";
    order.replaceChildren();
    list.querySelectorAll("th[data-by]").forEach((head) => order.add(new Option(head.textContent, head.dataset.by)));
    if (several) document.getElementById("collect").innerHTML = document.getElementById("addable").innerHTML;
    const names = new Set(rows().map((row) => row.dataset.name));
    [...ticked].filter((name) => !names.has(name)).forEach((name) => ticked.delete(name));
    sort();
    narrow();
    afterDrawing.forEach((act) => act());
  }

  async function show() {
    const reply = await fetch("documents/list");
    if (!reply.ok) return;
    const open = list.querySelector("details.removals")?.open;
    list.innerHTML = await reply.text(); // the server escapes all text of documents
    const removals = list.querySelector("details.removals");
    if (removals) removals.open = Boolean(open);
    draw();
  }

  function order_by(by, down = false) {
    Object.assign(wanted, { by, down });
    sort();
    narrow();
  }

  search.addEventListener("input", narrow);
  within.addEventListener("change", () => {
    wanted.in = within.value;
    narrow();
    afterDrawing.forEach((act) => act());
  });
  order.addEventListener("change", () => order_by(order.value));
  fields[0].form.addEventListener("submit", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const by = event.target.closest("button.sort")?.closest("th").dataset.by;
    if (by) order_by(by, wanted.by === by && !wanted.down);
  });
  draw();
  if (!drop) return;

  // -- what is told where the eye is: at the bottom of the view, and in the row

  let reading = {}; // how far documents are that are read, by name
  function tellRows() {
    for (const row of rows()) {
      const place = row.querySelector(".keeping .job");
      if (place) place.textContent = reading[row.dataset.name] ?? "";
    }
  }

  // Says something, with a button that takes it back.
  function tell(text, label, act) {
    const line = document.createElement("p");
    line.textContent = `${text} `;
    if (act) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: label, className: "take-back" });
      button.addEventListener("click", () => {
        line.remove();
        attempt(act);
      });
      line.append(button);
    }
    line.append(Object.assign(document.createElement("button"), { type: "button", textContent: "×", className: "dismiss", ariaLabel: _("Close") }));
    line.querySelector(".dismiss").addEventListener("click", () => line.remove());
    line.className = act ? "undoable" : "plain";
    news.querySelector(`.${line.className}`)?.remove(); // what can be taken back stays in view beside what happens meanwhile
    news.append(line);
  }

  async function attempt(act) {
    try {
      await act();
    } catch (error) {
      tell(error.message);
    }
  }

  const refused = []; // what the server did not take
  let known = null; // the jobs that have ended before
  let source; // of how far files are
  function watch() {
    source?.close();
    const mine = (source = new EventSource("documents/jobs"));
    mine.onmessage = (event) => {
      const state = JSON.parse(event.data);
      jobs.innerHTML = refused.join("") + state.html; // the server escapes the names of files
      reading = state.reading;
      const ended = state.ended.filter((one) => known && !known.has(one.id));
      const isFirst = !known;
      known = new Set(state.ended.map((one) => one.id));
      tellRows();
      if (ended.length) tell(ended.at(-1).told);
      if (ended.length || isFirst) show(); // some may have ended since the page was made
      if (!state.busy) mine.close();
    };
  }

  // -- bringing files

  // Hands something to the server; where it is not taken, the list says why.
  async function hand(name, send) {
    try {
      await send();
    } catch (error) {
      refused.unshift(`<li class="failed"><span class="name">${quoted(name)}</span> <span class="job">${quoted(error.message)}</span></li>`);
    }
    watch();
  }

  async function upload(file) {
    const body = new FormData();
    body.append("file", file);
    const reply = await fetch("documents/upload", { method: "POST", body });
    if (!reply.ok) throw new Error(await reply.text());
  }

  async function bring(files) {
    for (const file of files) await hand(file.name, () => upload(file));
  }

  const cancel = (ids) => policySend("documents/cancel", { ids });
  jobs.addEventListener("click", (event) => {
    const ids = event.target.closest("button.cancel")?.dataset.ids.split(" ").map(Number);
    if (ids) attempt(() => cancel(ids));
  });
  document.getElementById("at-address")?.addEventListener("submit", (event) => {
    event.preventDefault();
    const address = event.target.elements.address.value.trim();
    if (!address) return;
    hand(address, async () => {
      await policySend("documents/fetch", { address });
      event.target.reset();
    });
  });
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

  // -- changing one document or several

  const titled = (names) => (names.length === 1 ? rows().find((row) => row.dataset.name === names[0]).dataset.title : _("{count} documents").replace("{count}", names.length));

  async function remove(names) {
    const title = titled(names);
    if (!confirm(`${_("Remove? It can be undone for a day.")}\n\n${title}`)) return;
    const ids = Object.fromEntries(rows().map((row) => [row.dataset.name, Number(row.querySelector(".keeping").dataset.id)]));
    const shown = Object.fromEntries(names.map((name) => [name, ids[name]]));
    const { removals } = await policySend("documents/remove", { names, ids: shown }).finally(show);
    tell(_("Removed: {title}").replace("{title}", title), _("Undo"), () => undo(removals));
  }

  async function undo(removals) {
    await policySend("documents/undo", { removals });
    watch();
  }

  async function again(names) {
    if (names.length > 1 && !confirm(`${_("Read again?")}\n\n${titled(names)}`)) return;
    const { ids } = await policySend("documents/again", { names });
    tell(_("Read again: {title}").replace("{title}", titled(names)), _("Cancel"), () => cancel(ids));
    watch();
  }

  async function collect(names, choice) {
    const name = choice === "new" ? await asked("") : "";
    if (choice === "new" && !name) return;
    const made = await policySend("documents/collect", { names, collection: choice === "new" ? 0 : Number(choice), name });
    await show();
    const told = _("Added to “{name}”: {count}").replace("{name}", name || [...within.options].find((one) => one.value === String(made.collection)).text);
    tell(told.replace("{count}", made.names.length), _("Undo"), made.names.length && (() => uncollect(made.names, made.collection, false)));
  }

  async function uncollect(names, id, undoable = true) {
    const taken = await policySend("documents/uncollect", { names, collection: id });
    await show();
    const back = () => policySend("documents/collect", { names: taken.names, collection: id }).then(show);
    tell(_("Taken out: {count}").replace("{count}", taken.names.length), _("Undo"), undoable && taken.names.length && back);
  }

  // Asks for a name, empty where there is none.
  function asked(name) {
    const dialog = document.getElementById("naming");
    dialog.querySelector("input").value = name;
    dialog.returnValue = "";
    dialog.showModal();
    return new Promise((done) => (dialog.onclose = () => done(dialog.returnValue === "keep" ? dialog.querySelector("input").value.trim() : "")));
  }

  const ofCollection = () => Number(within.selectedOptions[0].dataset.version); // in which version the page shows it

  async function forget() {
    const gone = await policySend("documents/collection/delete", { collection: collection(), version: ofCollection() }).finally(show);
    const back = () => policySend("documents/collect", { names: gone.names.filter((name) => rows().some((row) => row.dataset.name === name)), name: gone.name }).then(show);
    tell(_("Deleted: {title}").replace("{title}", gone.name), _("Undo"), gone.names.length && back);
  }

  async function rename() {
    const name = await asked(within.selectedOptions[0].text.replace(/ \(\d+\)$/, ""));
    if (name) await policySend("documents/collection/rename", { collection: collection(), name, version: ofCollection() }).finally(show);
  }

  // Lets a document's properties be edited; what was typed stays where it was not kept, and `refusal` says why.
  function edit(kept, typed = {}, refusal = "") {
    const dialog = document.getElementById("properties");
    dialog.querySelector(".warning").textContent = refusal;
    const inputs = dialog.querySelector("form").elements;
    const names = [...inputs].map((one) => one.name).filter(Boolean);
    const own = kept.dataset.language;
    if (own && ![...inputs.language.options].some((one) => one.value === own)) inputs.language.add(new Option(own, own));
    for (const name of names) inputs[name].value = typed[name] ?? kept.dataset[name] ?? "";
    dialog.returnValue = "";
    dialog.onclose = () => {
      if (dialog.returnValue !== "keep") return;
      const changed = names.filter((name) => inputs[name].value !== (kept.dataset[name] ?? ""));
      const properties = Object.fromEntries(changed.map((name) => [name, inputs[name].value]));
      if (!changed.length) return;
      attempt(async () => {
        const { name, version } = kept.dataset;
        try {
          await policySend("documents/properties", { name, properties, version: Number(version) });
        } catch (error) {
          await show();
          const now = rows().find((row) => row.dataset.name === name)?.querySelector(".keeping");
          if (!now) throw error;
          return edit(now, properties, error.message);
        }
        await show();
        tell(_("Kept; it shows here when the file has been read again."));
        watch();
      });
    };
    dialog.showModal();
  }

  async function relate(button) {
    const { name, other } = button.closest(".counterpart").dataset;
    await policySend(`documents/${button.className}`, { name, other });
    await show();
  }

  async function confirmGuess(button) {
    const { name, property, version } = button.closest(".guess").dataset;
    await policySend("documents/confirm", { name, property, version: Number(version) }).finally(show);
  }

  list.addEventListener("click", (event) => {
    const kept = event.target.closest(".keeping");
    const button = event.target.closest("button");
    if (!button) return;
    if (button.matches(".undo")) attempt(() => undo([Number(button.dataset.removal)]));
    else if (button.matches(".part, .pair")) attempt(() => relate(button));
    else if (button.matches(".confirm")) attempt(() => confirmGuess(button));
    else if (button.matches(".edit")) edit(kept);
    else if (button.matches(".again")) attempt(() => again([kept.dataset.name]));
    else if (button.matches(".remove")) attempt(() => remove([kept.dataset.name]));
  });
  document.getElementById("of-collection").addEventListener("click", (event) => {
    if (event.target.matches(".rename")) attempt(rename);
    if (event.target.matches(".forget")) attempt(forget);
  });

  // -- several at a time

  let last = null; // the row that was ticked last
  function count() {
    rows().forEach((row) => (row.querySelector("input.tick").checked = ticked.has(row.dataset.name)));
    several.hidden = !ticked.size;
    several.querySelector(".ticked").textContent = _("{count} ticked").replace("{count}", ticked.size);
    several.querySelector(".uncollect").hidden = !collection();
  }

  const tick = (row, on) => (on ? ticked.add(row.dataset.name) : ticked.delete(row.dataset.name));
  list.addEventListener("click", (event) => {
    const box = event.target.closest("input.tick");
    const shown = rows().filter((row) => !row.hidden);
    if (event.target.matches("input.all")) shown.forEach((row) => tick(row, event.target.checked));
    else if (box) {
      const row = box.closest("tr");
      const from = event.shiftKey ? shown.findIndex((one) => one.dataset.name === last) : -1;
      const [low, high] = [from < 0 ? shown.indexOf(row) : from, shown.indexOf(row)].sort((one, other) => one - other);
      shown.slice(low, high + 1).forEach((one) => tick(one, box.checked));
      last = row.dataset.name;
    } else return;
    count();
  });
  several.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.matches(".again")) attempt(() => again([...ticked]));
    if (button?.matches(".remove")) attempt(() => remove([...ticked]));
    if (button?.matches(".uncollect")) attempt(() => uncollect([...ticked], collection()));
    if (button?.matches(".clear")) {
      ticked.clear();
      count();
    }
  });
  document.getElementById("collect").addEventListener("change", (event) => {
    const choice = event.target.value;
    event.target.value = "";
    if (choice) attempt(() => collect([...ticked], choice));
  });
  afterDrawing.push(count, tellRows);
  watch();
})();

// The page on which one asks: questions and the order in which they go to the server, the conversations beside the chat, the
// filters, and what can be done with an answer. What goes to the server of a question goes through Gradio's own events: `server` has
// them, and Gradio calls `policyAsk` back when one has ended.
window.policyAsk = (() => {
  const byId = (id) => document.getElementById(id);
  const FILES = ["docx", "md", "csv", "xlsx"]; // as which an answer is exported
  const server = {};
  const waiting = []; // questions, each with the conversation it was asked in
  let asked = null; // the question that is being answered
  let stopping = false;
  let opening = true; // the page begins with the conversation of its address
  let reopening = false;
  let here = { id: "" }; // the conversation that is shown; a new one has no id before its first answer
  let instead = ""; // the turn that is being edited
  let numbered = 0;
  let shown; // the last question of the chat

  // Questions

  function ask(question, replaced = "") {
    if (question) waiting.push({ number: ++numbered, question, conversation: here, filter: filterText(), instead: replaced });
    next();
  }

  function next() {
    if (!opening && !asked && waiting.length) {
      asked = waiting.shift();
      const { number, question, conversation, filter } = asked;
      server.ask({ number, question, conversation: conversation.id, filter, instead: asked.instead, is_shown: conversation === here });
    }
    draw();
  }

  // Where a question could not be asked, it goes back to its field, or where that is in use to those that wait; the next goes on.
  function giveBack() {
    const given = asked;
    asked = null;
    const field = byId("question-text");
    if (!waiting.length && !field.value && given.conversation === here) {
      write(given.question);
      edit(given.instead);
    } else waiting.unshift(given);
    draw();
  }

  async function answered(result) {
    if (result.number !== asked?.number) return;
    if (result.is_refused) return giveBack();
    asked.conversation.id = result.conversation;
    if (stopping) return; // `left` follows
    const isHere = asked.conversation === here;
    asked = null;
    reopening ||= opening && isHere; // what is being opened may not have this answer yet
    next();
    if (isHere) tellAddress();
    if (isHere && !asked) {
      toLast();
      server.suggest();
    }
    await list();
  }

  function failed(result) {
    if (stopping) left(result);
    else if (asked) giveBack();
  }

  // Gradio has left a question that was stopped: what is kept of it is shown.
  function left(result) {
    if (!stopping) return;
    if (result.number === asked?.number) asked.conversation.id = result.conversation;
    open(here.id, here);
  }

  function stop() {
    if (!asked || stopping) return;
    stopping = true;
    server.stop();
  }

  function draw() {
    const part = byId("waiting");
    part.hidden = !waiting.length;
    part.querySelector("ol").replaceChildren(...waiting.map((one) => {
      const item = Object.assign(document.createElement("li"), { textContent: one.question });
      const leave = Object.assign(document.createElement("button"), { type: "button", textContent: "×", ariaLabel: _("Cancel") });
      leave.dataset.number = one.number;
      item.append(leave);
      return item;
    }));
    byId("desk").ariaBusy = String(Boolean(asked || opening));
  }

  function write(text) {
    const field = byId("question-text");
    field.value = text;
    fit(field);
  }

  function fit(field) {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 2}px`; // with its border
  }

  function send() {
    const question = byId("question-text").value.trim();
    const replaced = instead;
    write("");
    edit("");
    ask(question, replaced);
  }

  function edit(turn) {
    instead = turn;
    byId("editing").hidden = !turn;
  }

  // Conversations

  function open(id, conversation = { id }) {
    here = conversation;
    edit("");
    reopening = opening;
    if (opening) return;
    opening = true;
    draw();
    server.open(id);
  }

  async function opened(id) {
    opening = false;
    if (reopening) return open(here.id, here);
    if (stopping) {
      stopping = false;
      asked = null;
    }
    here.id = id;
    next();
    tellAddress();
    toLast();
    await list();
  }

  const lastAsked = () => [...document.querySelectorAll("#chat .asked")].at(-1);
  const toLast = () => lastAsked()?.scrollIntoView({ block: "start" });

  // The chat goes to a question when it is new and when it has its answer; meanwhile one can read elsewhere.
  function drawn() {
    const last = lastAsked();
    if (last !== shown) toLast();
    shown = last;
  }

  function tellAddress() {
    const address = new URL(location);
    if (here.id) address.searchParams.set("conversation", here.id);
    else address.searchParams.delete("conversation");
    if (address.href !== location.href) history.pushState(null, "", address);
  }

  // A list that is drawn anew keeps its open menu and what the keyboard is at.
  function redraw(into, html) {
    const menu = into.querySelector("details[open]")?.closest("li").dataset.id;
    const at = document.activeElement;
    const item = into.contains(at) ? at.closest("li") : null;
    const place = item ? [...item.querySelectorAll("*")].indexOf(at) : -1;
    into.innerHTML = html; // the server escapes all that users wrote
    const found = (id) => [...into.querySelectorAll("li")].find((one) => one.dataset.id === id);
    const opened = menu && found(menu)?.querySelector("details");
    if (opened) opened.open = true;
    if (item) found(item.dataset.id)?.querySelectorAll("*")[place]?.focus();
  }

  async function list() {
    const into = byId("conversation-list");
    const found = await fetch(`conversations?text=${encodeURIComponent(byId("find-conversation").value)}`);
    if (found.status === 401) location.reload();
    if (found.ok) redraw(into, await found.text());
    into.querySelectorAll("li").forEach((one) => one.classList.toggle("here", one.dataset.id === here.id));
  }

  function visit(id, filter) {
    window.policyCloseSource();
    if (filter) restore(JSON.parse(filter));
    byId("side-column").classList.remove("shown");
    open(id);
  }

  async function change(button) {
    const item = button.closest("li");
    const title = item.querySelector(".open-conversation").textContent;
    try {
      if (button.matches(".rename")) {
        const other = prompt(_("Call this conversation:"), title);
        if (other?.trim()) await policySend("conversations/rename", { id: item.dataset.id, title: other });
      } else if (confirm(`${_("Delete this conversation?")}\n\n${title}`)) {
        await policySend("conversations/delete", { id: item.dataset.id });
        if (here.id === item.dataset.id) visit("", "{}");
      }
    } catch (error) {
      alert(error.message);
    }
    await list();
  }

  // Filters

  const filterFields = () => [...byId("ask-filters").querySelectorAll("select, input")];
  const filters = () => Object.fromEntries(filterFields().filter((one) => one.value).map((one) => [one.name, one.value]));

  function filterText() {
    const given = filters();
    return Object.keys(given).length ? JSON.stringify(given) : "";
  }

  function restore(given) {
    const issuer = byId("ask-filters").querySelector("[name=issuer]");
    if (given.issuer && ![...issuer.options].some((one) => one.value === given.issuer)) issuer.append(new Option(given.issuer, given.issuer));
    filterFields().forEach((one) => (one.value = given[one.name] ?? ""));
    tellFilters();
  }

  function tellFilters() {
    const shown = Object.entries(filters()).map(([name, value]) => (name === "status" ? _(value) : value));
    byId("filter-told").textContent = shown.length ? `(${shown.join(", ")})` : "";
  }

  // What can be done with an answer

  const questionOf = (link) => {
    const messages = [...document.querySelectorAll("#chat .asked, #chat .acts")];
    return messages.slice(0, messages.indexOf(link.closest(".acts")) + 1).findLast((one) => one.matches(".asked"))?.innerText ?? "";
  };

  async function copied(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const box = Object.assign(document.createElement("textarea"), { value: text });
      document.body.append(box);
      box.select();
      document.execCommand("copy"); // pages that are not served over TLS have no other way
      box.remove();
    }
  }

  function flash(link, text) {
    const before = link.textContent;
    if (before === text) return;
    link.textContent = text;
    for (const kind of ["blur", "pointerleave"]) link.addEventListener(kind, () => (link.textContent = before), { once: true });
  }

  function rate(link, name, turn) {
    const dialog = byId("feedback");
    const form = dialog.querySelector("form");
    form.reset();
    dialog.querySelector(".reasons").hidden = name === "good";
    dialog.returnValue = "";
    dialog.onclose = async () => {
      if (dialog.returnValue !== "keep") return;
      const reasons = [...form.querySelectorAll("[name=reason]:checked")].map((one) => one.value);
      const said = { turn, rating: name, reasons: name === "good" ? [] : reasons, remark: form.elements.remark.value };
      try {
        await policySend("conversations/rate", { ...said, saved: form.elements.saved.value });
        link.closest(".acts").querySelectorAll(".chosen").forEach((one) => one.classList.remove("chosen"));
        link.classList.add("chosen");
      } catch (error) {
        alert(error.message);
      }
    };
    dialog.showModal();
  }

  async function act(link) {
    const [name, id] = link.getAttribute("href").slice(1).split("-");
    const turn = Number(id);
    if (name === "edit") {
      edit(id);
      write(link.closest(".message, .panel, div")?.querySelector(".asked")?.innerText ?? "");
      byId("question-text").focus();
    } else if (name === "again") {
      // The last question gives way to its new answer; an earlier one is asked anew at the end, so that nothing is lost.
      const isLast = !waiting.length && [...document.querySelectorAll("#chat .acts")].at(-1) === link.closest(".acts");
      ask(questionOf(link), isLast ? id : "");
    } else if (name === "copy") {
      await copied(await (await fetch(`conversations/answer?turn=${turn}&format=text`)).text());
      flash(link, _("Copied"));
    } else if (FILES.includes(name)) {
      location.href = `conversations/answer?turn=${turn}&format=${name}`;
    } else {
      rate(link, name, turn);
    }
  }

  // Whatever is drawn anew is listened to here.

  // Sorts the rows of a table in an answer by a column, the other way round where they are sorted so.
  function sortRows(link) {
    const head = link.closest("th");
    const body = head.closest("table").tBodies[0];
    const down = head.getAttribute("aria-sort") === "ascending";
    const cell = (row) => row.cells[head.cellIndex].textContent.trim();
    const rows = [...body.rows].sort((one, other) => !cell(one) - !cell(other) || cell(one).localeCompare(cell(other)) * (down ? -1 : 1));
    head.parentElement.querySelectorAll("th").forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    body.append(...rows);
  }

  const CLICKS = {
    "#chat a.act": act,
    "#chat a.sort": sortRows,
    ".ask-this": (link) => ask(link.textContent.trim()),
    "#stop": stop,
    "#new-conversation": () => {
      visit("", "");
      byId("question-text").focus();
    },
    "#conversation-list .rename, #conversation-list .delete": change,
    "#waiting button": (button) => {
      waiting.splice(waiting.findIndex((one) => String(one.number) === button.dataset.number), 1);
      draw();
    },
    "#cancel-editing": () => {
      edit("");
      write("");
    },
    "#clear-filters": () => restore({}),
    "#show-side, #close-side": () => byId("side-column").classList.toggle("shown"),
  };

  function closeMenus(around) {
    document.querySelectorAll("#conversation-list details[open]").forEach((one) => (one.contains(around) && !around.closest("[role=menuitem]")) || (one.open = false));
  }

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const conversation = target?.closest("a.open-conversation");
    if (conversation && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      const { id, filter } = conversation.closest("li").dataset;
      visit(id, filter);
    }
    for (const [selector, does] of Object.entries(CLICKS)) {
      const found = target?.closest(selector);
      if (!found) continue;
      if (found.matches("a")) event.preventDefault();
      does(found);
    }
    closeMenus(target);
  }, true);

  document.addEventListener("submit", (event) => {
    if (event.target.id !== "ask-form") return;
    event.preventDefault();
    send();
  });

  document.addEventListener("keydown", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const link = target?.closest("#chat a.act, #chat a.ask-this");
    if (link && event.key === " ") {
      event.preventDefault();
      link.click();
    } else if (target?.id === "question-text" && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape") {
      document.querySelectorAll("#conversation-list details[open]").forEach((one) => {
        one.open = false;
        one.querySelector("summary").focus();
      });
      byId("side-column").classList.remove("shown");
      if (instead && target?.id === "question-text") edit("");
    }
  });

  // Those from whom documents come, as they are now.
  document.addEventListener("toggle", async (event) => {
    if (event.target.id !== "ask-filters" || !event.target.open) return;
    const choice = event.target.querySelector("[name=issuer]");
    const known = new Set([...choice.options].map((one) => one.value));
    const issuers = await (await fetch("documents/issuers")).json();
    for (const one of issuers) if (!known.has(one)) choice.append(new Option(one, one));
  }, true);

  document.addEventListener("input", (event) => {
    if (event.target.closest?.("#ask-filters")) tellFilters();
    else if (event.target.id === "question-text") fit(event.target);
    else if (event.target.id === "find-conversation") list();
  });

  window.addEventListener("popstate", () => visit(new URLSearchParams(location.search).get("conversation") ?? "", ""));

  window.addEventListener("beforeunload", (event) => {
    if (waiting.length) event.preventDefault(); // the browser asks whether to leave them
  });

  // Called by Gradio: what this page may tell the server, and what became of it.

  async function connect(events) {
    document.body.lang = window.policyLanguage; // around the body Gradio says the language of the browser
    Object.assign(server, events);
    if (!server.ask || !server.start) return;
    await drawnByGradio("question-text");
    server.start();
  }

  // Gradio loads its columns apart, and may connect this script before it has drawn what stands in them.
  function drawnByGradio(id) {
    return new Promise((resolve) => {
      if (byId(id)) return resolve();
      const watch = new MutationObserver(() => {
        if (!byId(id)) return;
        watch.disconnect();
        resolve();
      });
      watch.observe(document.body, { childList: true, subtree: true });
    });
  }

  function started(id) {
    for (const one of [byId("question-text"), byId("send")]) one.disabled = false; // before, nobody would hear a question
    const given = new URLSearchParams(location.search).get("ask");
    if (given) {
      history.replaceState(null, "", location.pathname);
      ask(given.slice(0, 1000));
    }
    byId("question-text").focus();
    follow();
    return opened(id);
  }

  // How far the library is, until it is ready; an empty chat then shows questions to start with.
  function follow() {
    const news = new EventSource("conversations/status");
    let waited = false;
    news.onmessage = (event) => {
      const { text, is_ready, is_failed } = JSON.parse(event.data);
      const status = document.querySelector("#masthead .status");
      status.textContent = text;
      status.classList.toggle("warning", is_failed);
      if (is_ready) news.close();
      if (is_ready && waited && !asked && !lastAsked()) open(here.id, here);
      waited = !is_ready;
    };
  }

  return { connect, started, opened, answered, failed, left, drawn };
})();

// The page on which one asks: the conversations beside the chat, the filters, and what can be done with an answer.
(() => {
  const byId = (id) => document.getElementById(id);
  const field = (id) => document.querySelector(`#${id} textarea, #${id} input`);
  const settle = () => new Promise((done) => setTimeout(done, 60)); // until Gradio has taken a value

  function put(id, value) {
    const box = field(id);
    if (!box || box.value === value) return;
    const kind = box instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
    Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(box, value);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  const press = (id) => (byId(id)?.matches("button") ? byId(id) : byId(id)?.querySelector("button"))?.click();

  async function list() {
    const into = byId("conversation-list");
    if (!into) return;
    const found = await fetch(`conversations?text=${encodeURIComponent(byId("find-conversation")?.value ?? "")}`);
    if (found.status === 401) location.reload();
    if (found.ok) into.innerHTML = await found.text(); // the server escapes all that users wrote
    into.querySelectorAll("li").forEach((one) => one.classList.toggle("here", one.dataset.id === field("conversation")?.value));
  }

  // Called by the page when a conversation was answered in, opened or left.
  window.policyAnswered = async (id) => {
    const here = new URL(location);
    if (id) here.searchParams.set("conversation", id);
    else here.searchParams.delete("conversation");
    if (here.href !== location.href) history.pushState(null, "", here);
    byId("editing").hidden = !field("instead")?.value;
    [...document.querySelectorAll("#chat .asked")].at(-1)?.scrollIntoView({ block: "start" });
    await list();
  };

  async function open(id, sought) {
    put("conversation", id);
    edit("");
    window.policyCloseSource();
    if (sought) restore(JSON.parse(sought));
    await settle();
    press("open");
    byId("side-column")?.classList.remove("shown");
    await window.policyAnswered(id);
  }

  function filters() {
    const box = byId("ask-filters");
    const given = {};
    box?.querySelectorAll("select, input").forEach((one) => one.value && (given[one.name] = one.value));
    return given;
  }

  function restore(given) {
    const issuer = byId("ask-filters")?.querySelector("[name=issuer]");
    if (issuer && given.issuer && ![...issuer.options].some((one) => one.value === given.issuer)) issuer.append(new Option(given.issuer, given.issuer));
    byId("ask-filters")?.querySelectorAll("select, input").forEach((one) => (one.value = given[one.name] ?? ""));
    told();
  }

  function told() {
    const given = filters();
    put("sought", Object.keys(given).length ? JSON.stringify(given) : "");
    const shown = Object.entries(given).map(([name, value]) => (name === "status" ? _(value) : value));
    const line = byId("filter-told");
    if (line) line.textContent = shown.length ? `(${shown.join(", ")})` : "";
  }

  function edit(turn) {
    put("instead", turn);
    byId("editing").hidden = !turn;
  }

  async function ask(question, instead) {
    edit(instead);
    byId("editing").hidden = true;
    put("question", question);
    await settle();
    press("send");
  }

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
    link.textContent = text;
    setTimeout(() => (link.textContent = before), 1500);
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
      put("question", link.closest(".message, .panel, div")?.querySelector(".asked")?.innerText ?? "");
      field("question")?.focus();
    } else if (name === "again") {
      // The last question gives way to its new answer; an earlier one is asked anew at the end, so that nothing is lost.
      const isLast = [...document.querySelectorAll("#chat .acts")].at(-1) === link.closest(".acts");
      await ask(questionOf(link), isLast ? id : "");
    } else if (name === "copy") {
      await copied(await (await fetch(`conversations/answer?turn=${turn}&format=text`)).text());
      flash(link, _("Copied"));
    } else if (name === "docx" || name === "md") {
      location.href = `conversations/answer?turn=${turn}&format=${name}`;
    } else {
      rate(link, name, turn);
    }
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
        if (field("conversation")?.value === item.dataset.id) await open("", "{}");
      }
    } catch (error) {
      alert(error.message);
    }
    await list();
  }

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const link = target?.closest("#chat a.act");
    const other = target?.closest("a.open-conversation");
    if (link) {
      event.preventDefault();
      act(link);
    } else if (other && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      open(other.closest("li").dataset.id, other.closest("li").dataset.sought);
    } else if (target?.closest("#new-conversation")) {
      open("", "").then(() => field("question")?.focus());
    } else if (target?.closest("#conversation-list .rename, #conversation-list .delete")) {
      change(target.closest("button"));
    } else if (target?.closest("#cancel-editing")) {
      edit("");
      put("question", "");
    } else if (target?.closest("#clear-filters")) {
      restore({});
    } else if (target?.closest("#show-side, #close-side")) {
      byId("side-column")?.classList.toggle("shown");
    }
    document.querySelectorAll("#conversation-list details[open]").forEach((one) => (one.contains(target) && !target.closest("[role=menuitem]")) || (one.open = false));
  }, true);

  document.addEventListener("keydown", (event) => {
    const link = event.target instanceof Element && event.target.closest("#chat a.act");
    if (link && event.key === " ") {
      event.preventDefault();
      act(link);
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
    if (event.target.closest?.("#ask-filters")) told();
    else if (event.target.id === "find-conversation") list();
  });

  // Gradio says that the page is in the language of the browser.
  const root = document.documentElement;
  const rightly = () => root.lang === window.policyLanguage || (root.lang = window.policyLanguage);
  new MutationObserver(rightly).observe(root, { attributes: true, attributeFilter: ["lang"] });
  rightly();

  window.addEventListener("popstate", () => open(new URLSearchParams(location.search).get("conversation") ?? "", ""));

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("#conversation-list details[open]").forEach((one) => {
      one.open = false;
      one.querySelector("summary").focus();
    });
    byId("side-column")?.classList.remove("shown");
    if (field("instead")?.value && document.activeElement === field("question")) edit("");
  });

  // As soon as the page is there: the conversations, and what the address asks for.
  const given = new URLSearchParams(location.search);
  const waiting = setInterval(async () => {
    if (!field("question") || !byId("conversation-list") || !byId("chat")) return;
    clearInterval(waiting);
    // Gradio calls the questions to start with a list, in which buttons cannot stand.
    const plainly = () => document.querySelector('#chat .examples[role="list"]')?.setAttribute("role", "group");
    new MutationObserver(plainly).observe(byId("chat"), { childList: true, subtree: true });
    plainly();
    await list();
    if (!given.get("ask")) return;
    history.replaceState(null, "", location.pathname);
    await new Promise((done) => setTimeout(done, 300));
    await ask(given.get("ask").slice(0, 1000), "");
  }, 150);
})();

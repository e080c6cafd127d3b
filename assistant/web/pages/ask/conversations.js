// The conversations beside the chat: listed a part at a time, searched, opened, renamed in their place, pinned, shared and deleted.
import { attempt, byId, onClick } from "./dom.js";
import { current, retitle, visit } from "./exchange.js";
import { renamed } from "./renaming.js";
import { share } from "./sharing.js";

const PART = 50;
let most = PART; // that are listed
let listed = 0;
let isChoosing = false;
const chosen = new Set();

const items = () => [...byId("conversation-list").querySelectorAll("li")];
const found = (id) => items().find((one) => one.dataset.id === id);
const linkOf = (item) => item?.querySelector(".open-conversation");

async function list() {
  const number = ++listed;
  const asked = new URLSearchParams({ text: byId("find-conversation").value, most, behind: new Date().getTimezoneOffset() });
  const reply = await fetch(`conversations?${asked}`);
  if (reply.status === 401) location.reload();
  const html = await reply.text();
  if (!reply.ok || number !== listed || byId("conversation-list").querySelector("input.title")) return;
  redraw(byId("conversation-list"), html);
}

// A list that is drawn anew keeps its open menu, what is chosen and what the keyboard is at.
function redraw(into, html) {
  const menu = into.querySelector("details[open]")?.closest("li").dataset.id;
  const at = document.activeElement;
  const item = into.contains(at) ? at.closest("li") : null;
  const place = item ? [...item.querySelectorAll("*")].indexOf(at) : -1;
  const top = into.scrollTop;
  into.innerHTML = html; // the server escapes all that users wrote
  into.scrollTop = top;
  const opened = menu && found(menu)?.querySelector("details");
  if (opened) opened.open = true;
  if (item) found(item.dataset.id)?.querySelectorAll("*")[place]?.focus();
  for (const one of items()) {
    one.classList.toggle("here", one.dataset.id === current().id);
    one.querySelector(".chosen").checked = chosen.has(one.dataset.id);
  }
  rove(item ? found(item.dataset.id) : null);
  drawChoice();
  const more = byId("more-conversations");
  if (more) nearEnd.observe(more);
}

// Of the whole list one conversation and its menu are in the order of the Tab key; the arrows go to the others.
function rove(to) {
  const at = to ?? items().find((one) => one.matches(".here")) ?? items()[0];
  for (const one of items()) for (const part of one.querySelectorAll(".open-conversation, summary")) part.tabIndex = one === at ? 0 : -1;
}

function goBy(event) {
  const all = items();
  const here = all.indexOf(event.target.closest("li"));
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to === undefined || !all[to]) return;
  event.preventDefault();
  rove(all[to]);
  linkOf(all[to]).focus();
}

const nearEnd = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && more());

function more() {
  most += PART;
  list();
}

// Choosing several

function choose(isOn) {
  isChoosing = isOn;
  chosen.clear();
  for (const one of items()) one.querySelector(".chosen").checked = false;
  drawChoice();
}

function drawChoice() {
  byId("conversations").classList.toggle("choosing", isChoosing);
  byId("choose-conversations").setAttribute("aria-pressed", String(isChoosing));
  const remove = byId("delete-chosen");
  remove.hidden = !isChoosing;
  remove.disabled = !chosen.size;
  remove.textContent = chosen.size ? `${_("Delete")} (${chosen.size})` : _("Delete");
}

async function remove(ids, told) {
  if (!confirm(`${ids.length > 1 ? _("Delete these conversations?") : _("Delete this conversation?")}\n\n${told}`)) return;
  await attempt(() => policySend("conversations/delete", { ids }));
  choose(false);
  if (ids.includes(current().id)) visit("");
  await list();
}

const idOf = (part) => part.closest("li").dataset.id;

onClick("a.open-conversation", (link) => (isChoosing ? link.closest("li").querySelector(".chosen").click() : visit(idOf(link))));
onClick("#new-conversation", () => {
  visit("");
  byId("question-text").focus();
});
onClick("#conversation-list .rename", async (button) => {
  const id = idOf(button);
  const title = await renamed(linkOf(button.closest("li")));
  if (!title) return;
  await attempt(() => policySend("conversations/rename", { id, title }));
  if (current().id === id) retitle(title);
  await list();
});
onClick("#conversation-list .share", (button) => share("share/conversation", { id: idOf(button) }));
onClick("#conversation-list .delete", (button) => remove([idOf(button)], linkOf(button.closest("li")).textContent));
onClick("#conversation-list .pin", async (button) => {
  await attempt(() => policySend("conversations/pin", { id: idOf(button), pinned: button.dataset.pinned === "0" }));
  await list();
});
onClick("#choose-conversations", () => choose(!isChoosing));
onClick("#delete-chosen", () => {
  const titles = [...chosen].map((id) => linkOf(found(id))?.textContent ?? "");
  remove([...chosen], titles.slice(0, 10).join("\n") + (titles.length > 10 ? "\n…" : ""));
});
onClick("#more-conversations", more);
onClick("#show-side, #close-side", () => byId("side-column").classList.toggle("shown"));

document.addEventListener("policy-conversations", list);

document.addEventListener("input", ({ target }) => {
  if (target.id === "find-conversation") {
    most = PART;
    list();
  } else if (target.matches?.("#conversation-list .chosen")) {
    if (target.checked) chosen.add(idOf(target));
    else chosen.delete(idOf(target));
    drawChoice();
  }
});

document.addEventListener("focusin", ({ target }) => {
  const item = target.closest?.("#conversation-list li");
  if (item) rove(item);
});

document.addEventListener("keydown", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.matches("#conversation-list .open-conversation")) goBy(event);
  if (event.key !== "Escape") return;
  document.querySelectorAll("#conversation-list details[open]").forEach((one) => {
    one.open = false;
    one.querySelector("summary").focus();
  });
  byId("side-column").classList.remove("shown");
});

// A click beside an open menu, or on what it offers, closes it.
document.addEventListener("click", ({ target }) => {
  document.querySelectorAll("#conversation-list details[open]").forEach((one) => {
    if (!one.contains(target) || target.closest("[role=menuitem]")) one.open = false;
  });
});

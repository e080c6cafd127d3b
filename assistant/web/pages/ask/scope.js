// Among which documents one asks: fields, and documents and collections that are ticked; all of it stands as chips above the question.
import { byId, onClick } from "./dom.js";

const CHOSEN = ["documents", "collections"];
let chosen = { documents: new Map(), collections: new Map() }; // labels by names, in the order in which they were ticked
let searched = 0;

const fields = () => [...byId("ask-filters").querySelectorAll("select, input[type=date]")];
const filled = () => Object.fromEntries(fields().filter((one) => one.value).map((one) => [one.name, one.value]));

// What is sent with a question, as JSON, empty where all is asked.
export function scopeText() {
  const said = filled();
  for (const kind of CHOSEN) if (chosen[kind].size) said[kind] = [...chosen[kind].keys()];
  return Object.keys(said).length ? JSON.stringify(said) : "";
}

// Takes what a conversation was asked among.
export function restore({ fields: given = {}, documents = [], collections = [] } = {}) {
  chosen = { documents: new Map(documents), collections: new Map(collections) };
  const issuer = byId("ask-filters").querySelector("[name=issuer]");
  if (given.issuer && ![...issuer.options].some((one) => one.value === given.issuer)) issuer.append(new Option(given.issuer, given.issuer));
  fields().forEach((one) => (one.value = given[one.name] ?? ""));
  draw();
}

function draw() {
  const ticked = CHOSEN.flatMap((kind) => [...chosen[kind]].map(([key, label]) => chip(kind, key, label)));
  const said = fields().filter((one) => one.value).map((one) => chip("field", one.name, `${one.closest("label").firstChild.textContent.trim()}: ${one.selectedOptions?.[0].textContent ?? day(one.value)}`));
  const list = byId("scope");
  list.replaceChildren(...ticked, ...said);
  list.hidden = !list.children.length;
  for (const box of byId("choices").querySelectorAll("input")) box.checked = chosen[box.name].has(box.value);
}

// Tells an ISO date as the page does.
function day(value) {
  const language = policyLanguage === "en" ? "en-GB" : policyLanguage;
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(new Date(value));
}

function chip(kind, key, label) {
  const item = document.createElement("li");
  const gone = kind !== "field" && !label;
  const told = gone ? `${key} (${_("no longer in the library")})` : label;
  const name = Object.assign(document.createElement("span"), { textContent: told, title: told });
  const off = Object.assign(document.createElement("button"), { type: "button", textContent: "×", ariaLabel: `${_("Ask among this no more:")} ${told}` });
  Object.assign(off.dataset, { kind, key });
  item.classList.toggle("warning", gone);
  item.append(name, off);
  return item;
}

function takeOff({ dataset: { kind, key } }) {
  if (kind === "field") fields().find((one) => one.name === key).value = "";
  else chosen[kind].delete(key);
  draw();
  (byId("scope").querySelector("button") ?? byId("question-text")).focus();
}

// Lists what fits the words that are searched; only the last answer counts.
async function search() {
  const number = ++searched;
  const found = await fetch(`conversations/choices?text=${encodeURIComponent(byId("find-choice").value)}`);
  const html = await found.text();
  if (!found.ok || number !== searched) return;
  byId("choices").innerHTML = html; // the server escapes all that documents and users say
  draw();
}

// Those from whom documents come, as they are now.
async function listIssuers() {
  const choice = byId("ask-filters").querySelector("[name=issuer]");
  const known = new Set([...choice.options].map((one) => one.value));
  const issuers = await (await fetch("documents/issuers")).json();
  for (const one of issuers) if (!known.has(one)) choice.append(new Option(one, one));
}

onClick("#scope button", takeOff);
onClick("#clear-filters", () => restore());
onClick(".close-filters", fold);

function fold() {
  byId("ask-filters").open = false;
  byId("ask-filters").querySelector("summary").focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target instanceof Element && event.target.closest("#ask-filters[open]")) fold();
});

document.addEventListener("toggle", (event) => {
  if (event.target.id !== "ask-filters" || !event.target.open) return;
  search();
  listIssuers();
}, true);

document.addEventListener("input", ({ target }) => {
  if (target.id === "find-choice") search();
  else if (target.closest?.("#choices")) {
    if (target.checked) chosen[target.name].set(target.value, target.dataset.label);
    else chosen[target.name].delete(target.value);
    draw();
  } else if (target.closest?.("#ask-filters")) draw();
});

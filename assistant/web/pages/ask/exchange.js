// Questions and conversations, and the order in which they go to the server: through Gradio's own events, which `server` has.
import { lastAsked, showAnswer } from "./chat.js";
import { byId, onClick } from "./dom.js";
import * as field from "./field.js";
import { restore, scopeText } from "./scope.js";

const server = {};
const waiting = []; // questions, each with the conversation it was asked in
let asked = null; // the question that is being answered
let stopping = false;
let opening = true; // the page begins with the conversation of its address
let reopening = false;
let visiting = true; // what is opened is another conversation than before
let here = { id: "", title: "" }; // the conversation that is shown; a new one has no id before its first answer
let numbered = 0;

export const current = () => here;
export const isBusy = () => Boolean(asked || waiting.length);

// Questions

export function ask(question, instead = "") {
  if (question) waiting.push({ number: ++numbered, question, conversation: here, filter: scopeText(), instead });
  next();
}

function next() {
  if (!opening && !asked && waiting.length) {
    asked = waiting.shift();
    const { number, question, conversation, filter, instead } = asked;
    server.ask({ number, question, conversation: conversation.id, filter, instead, is_shown: conversation === here });
  }
  draw();
}

// Where a question could not be asked, it goes back to its field, or where that is in use to those that wait; the next goes on.
function giveBack() {
  const given = asked;
  asked = null;
  if (waiting.length || field.text() || given.conversation !== here) waiting.unshift(given);
  else if (given.instead) field.edit(given.instead, given.question);
  else field.write(given.question);
  draw();
}

export async function answered(result) {
  if (result.number !== asked?.number) return;
  if (result.is_refused) return giveBack();
  Object.assign(asked.conversation, { id: result.conversation, title: result.title });
  if (stopping) return; // `left` follows
  const isHere = asked.conversation === here;
  asked = null;
  reopening ||= opening && isHere; // what is being opened may not have this answer yet
  next();
  if (isHere) tellAddress();
  if (isHere && !asked) {
    showAnswer();
    if (document.activeElement === document.body && matchMedia("(hover: hover)").matches) byId("question-text").focus({ preventScroll: true });
    server.suggest();
  }
  tellChanged();
}

export function failed(result) {
  if (stopping) left(result);
  else if (asked) giveBack();
}

// Gradio has left a question that was stopped: what is kept of it is shown.
export function left(result) {
  if (!stopping) return;
  if (result.number === asked?.number) asked.conversation.id = result.conversation;
  open(here.id, here);
}

function stop() {
  if (!asked || stopping) return;
  stopping = true;
  byId("question-text").focus();
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

function send() {
  const { question, instead } = field.taken();
  ask(question, instead);
}

// Conversations

function open(id, conversation) {
  here = conversation;
  reopening = opening;
  if (opening) return;
  opening = true;
  draw();
  server.open(id);
}

export function visit(id) {
  window.policyCloseSource();
  field.leaveEdit();
  byId("side-column").classList.remove("shown");
  visiting = true;
  open(id, { id, title: "" });
}

export function opened({ conversation, title, scope, is_missing: isMissing }) {
  opening = false;
  if (reopening) return open(here.id, here);
  if (stopping) {
    stopping = false;
    asked = null;
  }
  Object.assign(here, { id: conversation, title });
  if (visiting) restore(scope); // what was chosen goes into no other conversation
  visiting = false;
  next();
  tellAddress(isMissing);
  tellChanged();
}

function tellAddress(isMissing = false) {
  document.title = `${here.title || _("Ask")} · ${_("Policy Assistant")}`;
  const address = new URL(location);
  for (const name of ["document", "collection"]) address.searchParams.delete(name);
  if (here.id) address.searchParams.set("conversation", here.id);
  else if (!isMissing) address.searchParams.delete("conversation");
  if (address.href === location.href) return;
  if ((here.id || null) === new URLSearchParams(location.search).get("conversation")) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
}

// Lets the list beside the chat hear that conversations are others now.
const tellChanged = () => document.dispatchEvent(new Event("policy-conversations"));

export function retitle(title) {
  here.title = title;
  tellAddress();
}

// Called by Gradio: what this page may tell the server, and what became of it.

export async function connect(events) {
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

export function started(told) {
  for (const one of [byId("question-text"), byId("send")]) one.disabled = false; // before, nobody would hear a question
  const given = new URLSearchParams(location.search).get("ask");
  opened(told);
  if (given) {
    const address = new URL(location);
    address.searchParams.delete("ask");
    history.replaceState(null, "", address);
    ask(given.slice(0, 1000));
  }
  byId("question-text").focus();
  follow();
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

onClick(".ask-this", (link) => ask(link.textContent.trim()));
onClick("#stop", stop);
onClick("#waiting button", (button) => {
  waiting.splice(waiting.findIndex((one) => String(one.number) === button.dataset.number), 1);
  draw();
});

document.addEventListener("submit", (event) => {
  if (event.target.id !== "ask-form") return;
  event.preventDefault();
  send();
});

document.addEventListener("keydown", (event) => {
  if (event.target.id !== "question-text" || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  send();
});

window.addEventListener("popstate", () => visit(new URLSearchParams(location.search).get("conversation") ?? ""));

window.addEventListener("beforeunload", (event) => {
  if (waiting.length) event.preventDefault(); // the browser asks whether to leave them
});

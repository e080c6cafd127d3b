// Questions and conversations, and the order in which they go to the server: through Gradio's own events, which `server` has.
import { showAnswer } from "./chat.js";
import { byId, onClick } from "./dom.js";
import * as field from "./field.js";
import { restore, scopeText } from "./scope.js";

export const server = {}; // what the page may tell it
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
    tell("", true);
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
  begun();
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
  if (stopping) return left(result);
  if (!asked) return;
  giveBack();
  tell(_("Your question did not get through, and nothing of it is lost. Ask again in a moment."));
}

// Something of the answer is there.
export function begun() {
  tell("");
}

function tell(text, waits = false) {
  byId("told").textContent = text;
  byId("desk").classList.toggle("waits", waits); // the style says after a moment that others are asking too
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

// Where nothing was asked yet, there may be other questions to start with.
export function openAgain() {
  if (!asked) open(here.id, here);
}

export function visit(id) {
  window.policyCloseSource();
  field.leaveEdit();
  byId("side-column").classList.remove("shown");
  visiting = true;
  open(id, { id, title: "" });
}

export function opened({ conversation, title, scope }) {
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
  tellAddress();
  tellChanged();
}

function tellAddress() {
  document.title = `${here.title || _("Ask")} · ${_("Policy Assistant")}`;
  const address = new URL(location);
  for (const name of ["document", "collection"]) address.searchParams.delete(name);
  if (here.id) address.searchParams.set("conversation", here.id);
  else address.searchParams.delete("conversation");
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

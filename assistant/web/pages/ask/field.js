// The field of the question, and the question that is edited in it.
import { byId, onClick } from "./dom.js";

let instead = ""; // the turn that is being edited
let before = ""; // what stood in the field before
let opener = ""; // the address of the link by which the edit began

const field = () => byId("question-text");

export const text = () => field().value;

export function write(said) {
  field().value = said;
  fit();
}

function fit() {
  field().style.height = "auto";
  field().style.height = `${field().scrollHeight + 2}px`; // with its border
}

export function edit(turn, question) {
  if (!instead) before = text();
  instead = turn;
  opener = `#edit-${turn}`;
  byId("editing").hidden = false;
  write(question);
  field().focus();
}

// Puts back what stood in the field before the edit.
export function leaveEdit() {
  if (!instead) return;
  write(before);
  finishEdit();
}

function finishEdit() {
  instead = "";
  byId("editing").hidden = true;
}

// Gives what is in the field and the turn in whose place it goes, and empties the field.
export function taken() {
  const given = { question: text().trim(), instead };
  finishEdit();
  write("");
  return given;
}

onClick("#cancel-editing", () => {
  leaveEdit();
  field().focus();
});

document.addEventListener("input", (event) => {
  if (event.target === field()) fit();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.target !== field() || !instead) return;
  leaveEdit();
  document.querySelector(`#chat a[href="${opener}"]`)?.focus();
});

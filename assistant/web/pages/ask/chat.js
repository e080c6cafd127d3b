// What of the chat is in view, and what it says to a screen reader.
import { byId, onClick } from "./dom.js";
import { sortRows } from "./tables.js";

const WIDE = matchMedia("(min-width: 1200px)"); // here a source has room beside the chat
let shown; // the last question of the chat
let isElsewhere = false; // whether the reader has gone elsewhere since the last question

export const lastAsked = () => [...document.querySelectorAll("#chat .asked")].at(-1);

export function toLast() {
  isElsewhere = false;
  const row = lastAsked()?.closest(".message-row");
  if (!row) return;
  const panel = row.closest(".panel-wrap");
  byId("chat").style.setProperty("--under-question", `${panel.clientHeight - row.offsetHeight}px`);
  panel.scrollTop += row.getBoundingClientRect().top - panel.getBoundingClientRect().top; // of the chat alone, not of the page around it
}

// The chat goes to a question when it is new and when it has its answer; meanwhile one can read elsewhere.
export function drawn() {
  const last = lastAsked();
  if (last && last !== shown) {
    toLast();
    openFirst();
  }
  shown = last;
  nameMessages();
}

// The question of an answer that came stands at the top, unless the reader has gone elsewhere. Gradio may not have drawn it yet.
export function showAnswer(tries = 100) {
  if (!lastAnswer()?.querySelector(".acts") && tries) return requestAnimationFrame(() => showAnswer(tries - 1));
  if (!isElsewhere) toLast();
  openFirst();
  nameMessages();
}

const lastAnswer = () => lastAsked()?.closest(".message-row")?.nextElementSibling;

// The source of the first quote opens where it covers nothing, and nobody is reading in another. Beside an answer without any stands none.
function openFirst() {
  const answer = lastAnswer()?.querySelector(".answer:has(.acts)");
  const cited = answer?.querySelector("blockquote a.cite") ?? answer?.querySelector("a.cite");
  if (!answer || byId("source")?.contains(document.activeElement)) return;
  if (!cited) window.policyCloseSource();
  else if (WIDE.matches) window.policyOpenSource(cited, false);
}

// Gradio calls each message by its HTML.
function nameMessages() {
  for (const one of document.querySelectorAll("#chat [data-testid=bot], #chat [data-testid=user]")) {
    const parts = [...one.querySelectorAll(".asked, .answer > :not(.acts, details)")];
    const text = parts.map((part) => part.innerText).join(" ").replace(/\s+/g, " ").trim();
    if (one.getAttribute("aria-label") !== text) one.setAttribute("aria-label", text);
  }
}

const left = (event) => {
  if (event.target instanceof Element && event.target.closest("#chat")) isElsewhere = true;
};
for (const name of ["wheel", "touchmove"]) document.addEventListener(name, left, { passive: true });
document.addEventListener("keydown", (event) => {
  if (["PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown"].includes(event.key)) left(event);
});

// Whoever copies words of an answer has with them where they stand.
document.addEventListener("copy", (event) => {
  const selection = getSelection();
  const links = [...document.querySelectorAll("#chat .answer a.cite")].filter((link) => {
    const around = link.closest("blockquote, td, p, li") ?? link;
    return selection.containsNode(around, true);
  });
  if (selection.isCollapsed || !links.length) return;
  const places = [...new Set(links.map((link) => (/^\d+$/.test(link.textContent.trim()) ? `[${link.textContent.trim()}] ${link.title}` : link.title)))];
  event.clipboardData.setData("text/plain", `${policySelectedText().trim()}\n\n${places.map((one) => `— ${one}`).join("\n")}\n`);
  event.preventDefault();
});

onClick("#chat a.sort", sortRows);
onClick("a.skip", () => {
  const answer = [...document.querySelectorAll("#chat .answer")].at(-1);
  if (answer) answer.tabIndex = -1;
  (answer ?? byId("question-text")).focus();
});

document.addEventListener("keydown", (event) => {
  const link = event.target instanceof Element ? event.target.closest("#chat a[role=button]") : null;
  if (!link || event.key !== " ") return;
  event.preventDefault();
  link.click();
});

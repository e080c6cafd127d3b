// What can be done with an answer: it is copied, exported, shared, asked again, and said what one thinks of it.
import { attempt, byId, copyText, onClick } from "./dom.js";
import { ask, isBusy } from "./exchange.js";
import { edit } from "./field.js";
import { share } from "./sharing.js";

const FILES = ["docx", "md", "csv", "xlsx"]; // as which an answer is exported

const questionOf = (link) => {
  const messages = [...document.querySelectorAll("#chat .asked, #chat .acts")];
  return messages.slice(0, messages.indexOf(link.closest(".acts")) + 1).findLast((one) => one.matches(".asked"))?.innerText ?? "";
};

function flash(link, text) {
  const before = link.textContent;
  if (before === text) return;
  link.textContent = text;
  for (const kind of ["blur", "pointerleave"]) link.addEventListener(kind, () => (link.textContent = before), { once: true });
}

// One click counts; another takes it back.
async function rate(link, name, turn) {
  const isChosen = link.classList.contains("chosen");
  if (!(await attempt(() => policySend(`api/v1/answers/${turn}/rating`, { rating: isChosen ? "" : name })))) return;
  const acts = link.closest(".acts");
  acts.querySelectorAll(".chosen").forEach((one) => mark(one, false));
  mark(link, !isChosen);
  acts.querySelector(".remark").hidden = isChosen;
  if (name === "bad" && !isChosen) remark(name, turn);
}

function mark(link, isChosen) {
  link.classList.toggle("chosen", isChosen);
  link.setAttribute("aria-pressed", String(isChosen));
}

// Asks for reasons and a remark, which are kept with the rating.
function remark(rating, turn) {
  const dialog = byId("feedback");
  const form = dialog.querySelector("form");
  form.reset();
  dialog.querySelector(".reasons").hidden = rating === "good";
  dialog.returnValue = "";
  dialog.onclose = () => {
    if (dialog.returnValue !== "keep") return;
    const reasons = rating === "good" ? [] : [...form.querySelectorAll("[name=reason]:checked")].map((one) => one.value);
    const said = { rating, reasons, remark: form.elements.remark.value, saved_time: form.elements.saved.value };
    attempt(() => policySend(`api/v1/answers/${turn}/rating`, said));
  };
  dialog.showModal();
}

async function act(link) {
  const [name, id] = link.getAttribute("href").slice(1).split("-");
  const turn = Number(id);
  if (name === "edit") {
    edit(id, link.closest(".message, .panel, div")?.querySelector(".asked")?.innerText ?? "");
  } else if (name === "again") {
    // The last question gives way to its new answer; an earlier one is asked anew at the end, so that nothing is lost.
    const isLast = !isBusy() && [...document.querySelectorAll("#chat .acts")].at(-1) === link.closest(".acts");
    ask(questionOf(link), isLast ? id : "");
  } else if (name === "copy") {
    await copyText(await (await fetch(`conversations/answer?turn=${turn}&format=text`)).text());
    flash(link, _("Copied"));
  } else if (name === "share") {
    await share("share/answer", { turn });
  } else if (name === "remark") {
    remark(link.closest(".acts").querySelector(".chosen").matches(".good") ? "good" : "bad", turn);
  } else if (FILES.includes(name)) {
    location.href = `conversations/answer?turn=${turn}&format=${name}`;
  } else {
    await rate(link, name, turn);
  }
}

onClick("#chat a.act", act);

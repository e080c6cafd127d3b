// The page begins: Gradio connects it with the server, and it shows what its address names.
import { lastAsked } from "./chat.js";
import { byId } from "./dom.js";
import { ask, openAgain, opened, server } from "./exchange.js";

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
    if (is_ready && waited && !lastAsked()) openAgain();
    waited = !is_ready;
  };
}

// What the modules of the page share: whatever is drawn anew is listened to here.
export const byId = (id) => document.getElementById(id);

const clicks = [];

// Lets `does` hear, with what was clicked, every click on what `selector` names.
export function onClick(selector, does) {
  clicks.push([selector, does]);
}

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  for (const [selector, does] of clicks) {
    const found = target?.closest(selector);
    if (!found || (found.matches("a.open-conversation") && (event.ctrlKey || event.metaKey))) continue;
    if (found.matches("a")) event.preventDefault();
    does(found, event);
  }
}, true);

export async function attempt(does) {
  try {
    return await does();
  } catch (error) {
    alert(error.message);
  }
}

export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const box = Object.assign(document.createElement("textarea"), { value: text });
    (document.querySelector("dialog[open]") ?? document.body).append(box);
    box.select();
    document.execCommand("copy"); // pages that are not served over TLS have no other way
    box.remove();
  }
}

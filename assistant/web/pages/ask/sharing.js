// The dialog with the link by which colleagues read an answer or a conversation.
import { attempt, byId, copyText, onClick } from "./dom.js";

const HANDHELD = matchMedia("(hover: none)");
let token = "";
const changed = () => document.dispatchEvent(new Event("policy-conversations"));

export async function share(address, body) {
  const shared = await attempt(() => policySend(address, body));
  if (!shared) return;
  token = shared.token;
  changed();
  const url = new URL(`share?link=${token}`, document.baseURI).href;
  if (HANDHELD.matches && (await handedOn(url))) return;
  byId("shared-link").value = url;
  byId("sharing").querySelector("[role=status]").textContent = "";
  byId("sharing").showModal();
  byId("shared-link").select();
}

// Hands the link to the programs of a phone; says whether there is a way to, also where the user then takes none.
async function handedOn(url) {
  if (!navigator.share) return false;
  try {
    await navigator.share({ title: document.title, url });
    return true;
  } catch (error) {
    return error.name === "AbortError";
  }
}

onClick("#copy-link", async () => {
  await copyText(byId("shared-link").value);
  byId("sharing").querySelector("[role=status]").textContent = _("Copied");
});

onClick("#share-no-more", async () => {
  await attempt(() => policySend("share/revoke", { token }));
  byId("sharing").close();
  changed();
});

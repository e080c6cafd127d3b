// The dialog with the link by which colleagues read an answer or a conversation.
import { attempt, byId, copyText, onClick } from "./dom.js";

let token = "";
const changed = () => document.dispatchEvent(new Event("policy-conversations"));

export async function share(address, body) {
  const shared = await attempt(() => policySend(address, body));
  if (!shared) return;
  token = shared.token;
  byId("shared-link").value = new URL(`share?link=${token}`, document.baseURI).href;
  byId("sharing").querySelector("[role=status]").textContent = "";
  byId("sharing").showModal();
  byId("shared-link").select();
  changed();
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

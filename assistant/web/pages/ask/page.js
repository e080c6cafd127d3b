// The modules of the page, and what Gradio calls of them.
import "./answers.js";
import { drawn as chatDrawn } from "./chat.js";
import "./conversations.js";
import { begun } from "./exchange.js";

export { answered, failed, left, opened } from "./exchange.js";
export { connect, started } from "./starting.js";

export function drawn() {
  begun();
  chatDrawn();
}

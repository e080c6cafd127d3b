// The modules of the page, and what Gradio calls of them.
import "./answers.js";
import "./conversations.js";

export { drawn } from "./chat.js";
export { answered, failed, left, opened } from "./exchange.js";
export { connect, started } from "./starting.js";

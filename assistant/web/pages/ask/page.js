// The modules of the page, and what Gradio calls of them.
import "./answers.js";
import "./conversations.js";

export { drawn } from "./chat.js";
export { answered, connect, failed, left, opened, started } from "./exchange.js";

// The page on which one asks. Gradio loads scripts, not modules, and calls `policyAsk` back when one of its events has ended: what it
// says waits until the modules are there, in its order.
window.policyAsk = (() => {
  const modules = import("./page.js");
  const told = (name) => async (...values) => (await modules)[name](...values);
  return Object.fromEntries(["connect", "started", "opened", "answered", "failed", "left", "drawn"].map((name) => [name, told(name)]));
})();

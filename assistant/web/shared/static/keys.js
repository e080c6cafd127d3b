// The keys of the panel of a source, while it has the focus and nobody types in it.
(() => {
  const TYPING = "input, textarea, select, [contenteditable]";
  const page = (by) => () => policyView.goTo(policyView.here() + by);
  const OF_PAGES = {
    PageDown: page(1), n: page(1), PageUp: page(-1), p: page(-1), "+": policyView.larger, "=": policyView.larger, "-": policyView.smaller, 0: policyView.fit,
  };
  const find = () => document.querySelector("#source .tools input")?.focus();
  const step = (by) => () => document.querySelector(`#source .step[data-step="${by}"]`)?.click();
  const OF_PANEL = { f: find, "/": find, ArrowLeft: step(-1), ArrowRight: step(1) };

  document.addEventListener("keydown", (event) => {
    const target = event.target instanceof Element ? event.target.closest("#source") && event.target : null;
    if (!target || target.matches(TYPING) || event.ctrlKey || event.altKey || event.metaKey) return;
    const view = policyView.shown();
    const isWide = view && view.scrollWidth > view.clientWidth && event.key.startsWith("Arrow"); // the arrows move what is seen
    const act = (view?.matches(".paged") && OF_PAGES[event.key]) || (!isWide && OF_PANEL[event.key]);
    if (!act) return;
    event.preventDefault();
    act();
  });
})();

// Keeps what was read and answered, and loads the page for the role that is chosen.
(() => {
  const told = (learned) => (document.getElementById("learned").textContent = learned);

  document.getElementById("role")?.addEventListener("change", (event) => event.target.form.submit());
  document.getElementById("print")?.addEventListener("click", () => window.print());

  document.querySelectorAll("input.read").forEach((box) =>
    box.addEventListener("change", async () => {
      try {
        told((await policySend("onboarding/read", { item: box.dataset.item, done: box.checked })).learned);
        box.closest("li").classList.toggle("done", box.checked);
      } catch (error) {
        box.checked = !box.checked;
        alert(error.message);
      }
    }),
  );

  document.querySelector("ol.quiz")?.addEventListener("click", async (event) => {
    const chosen = event.target.closest("button.option");
    const question = chosen?.closest("[data-question]");
    if (!question) return;
    const said = question.querySelector(".verdict");
    try {
      const verdict = await policySend("onboarding/answer", { question: question.dataset.question, option: Number(chosen.dataset.option) });
      question.querySelectorAll("button.option").forEach((option) => {
        option.classList.toggle("right", Number(option.dataset.option) === verdict.correct);
        option.classList.toggle("wrong", option === chosen && !verdict.right);
      });
      told(verdict.learned);
      said.innerHTML = verdict.told; // the server escapes all text of documents
    } catch (error) {
      said.textContent = error.message;
    }
  });
})();

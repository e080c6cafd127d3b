// Puts the document into a collection.
(() => {
  const choice = document.getElementById("collect");
  choice?.addEventListener("change", async () => {
    if (!choice.value) return;
    try {
      await policySend("documents/collect", { names: [choice.dataset.name], collection: Number(choice.value) });
      location.reload();
    } catch (error) {
      alert(error.message);
    }
  });
})();

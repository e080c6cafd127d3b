// Pages that are only read: they are printed, sorted and, by those who share them, shared no more.
document.addEventListener("click", async (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const sort = target?.closest("a.sort");
  const revoke = target?.closest("button.revoke");
  if (sort) {
    event.preventDefault();
    (await import("../ask/tables.js")).sortRows(sort);
  } else if (target?.closest("#print")) {
    print();
  } else if (revoke) {
    await policySend("share/revoke", { token: revoke.dataset.token });
    location.href = "share";
  }
});

// Sorts the rows of a table in an answer by a column, the other way round where they are sorted so.
export function sortRows(link) {
  const head = link.closest("th");
  const body = head.closest("table").tBodies[0];
  const down = head.getAttribute("aria-sort") === "ascending";
  const cell = (row) => row.cells[head.cellIndex].querySelector("time")?.dateTime || policyCell(row.cells[head.cellIndex]);
  const rows = [...body.rows].sort((one, other) => !cell(one) - !cell(other) || cell(one).localeCompare(cell(other), undefined, { numeric: true }) * (down ? -1 : 1));
  head.parentElement.querySelectorAll("th").forEach((other) => other.removeAttribute("aria-sort"));
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  body.append(...rows);
}

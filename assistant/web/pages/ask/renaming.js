// A title is changed in its place: Enter and leaving it keep it, Escape does not.

// Puts a field in the place of a link until it is left; gives the other title, or nothing.
export function renamed(link) {
  const title = link.textContent;
  const field = Object.assign(document.createElement("input"), { className: "title", value: title, maxLength: 120, ariaLabel: _("Title of the conversation") });
  link.replaceWith(field);
  field.focus();
  field.select();
  return new Promise((resolve) => {
    let isOver = false; // taking the field away lets it hear that it was left
    const end = (isKept) => {
      if (isOver) return;
      isOver = true;
      const other = field.value.trim();
      field.replaceWith(link);
      resolve(isKept && other !== title ? other : "");
    };
    field.addEventListener("blur", () => end(true));
    field.addEventListener("keydown", (event) => {
      if (event.isComposing || !["Enter", "Escape"].includes(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      end(event.key === "Enter");
      link.focus();
    });
  });
}

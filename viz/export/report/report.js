// What a report can do besides being read: its tables sort, its addresses copy. Without this script it reads the same.
{
  const made = (name, attributes, text) => {
    const element = Object.assign(document.createElement(name), attributes);
    if (text) element.textContent = text;
    return element;
  };

  const keyOf = (row, place) => {
    const cell = row.cells[place];
    const key = cell.dataset.key ?? cell.textContent;
    const number = key === "" || key === "nan" ? Number.NaN : Number(key);
    return Number.isNaN(number) ? key : number;
  };

  // Numbers in order of size, texts in that of the alphabet; what is missing comes last.
  const order = (a, b) => {
    if (typeof a === "number" && typeof b === "number") return a - b;
    if (typeof a === typeof b) return a.localeCompare(b);
    return typeof a === "number" ? -1 : 1;
  };

  const sort = (heading, place) => {
    const table = heading.closest("table");
    const down = heading.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    const body = table.tBodies[0];
    const rows = [...body.rows].sort((a, b) => order(keyOf(a, place), keyOf(b, place)));
    body.append(...(down ? rows.reverse() : rows));
  };

  for (const table of document.querySelectorAll("table[data-sortable]")) {
    [...table.tHead.rows[0].cells].forEach((heading, place) => {
      const button = made("button", { type: "button" }, heading.textContent);
      button.addEventListener("click", () => sort(heading, place));
      heading.replaceChildren(button);
    });
  }

  const copied = async (address) => {
    try {
      await navigator.clipboard.writeText(address.textContent);
      return true;
    } catch {
      address.classList.add("shown");
      getSelection().selectAllChildren(address); // this browser lets no page copy: the reader can
      return false;
    }
  };

  // With a button to copy it, an address need not be seen.
  document.body.classList.add("scripted");
  for (const address of document.querySelectorAll("code.address")) {
    const button = made("button", { type: "button", className: "copy", title: address.textContent }, "Copy address");
    button.setAttribute("aria-label", `Copy the address ${address.textContent}`);
    button.addEventListener("click", async () => {
      button.textContent = (await copied(address)) ? "Copied" : "Selected";
      setTimeout(() => { button.textContent = "Copy address"; }, 1600);
    });
    address.parentElement.append(button);
  }

  addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("details")) fold.open = true;
  });
}

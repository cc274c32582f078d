// Opens the two meetings of a pair side by side, over the whole page, at the row that the report is about.
{
  const carried = async (id) => parse(await unpack(document.getElementById(id).textContent));

  const opened = (title) => {
    const dialog = document.createElement("dialog");
    dialog.className = "watch";
    dialog.setAttribute("aria-label", title);
    const head = document.createElement("div");
    head.className = "watch-head";
    const name = document.createElement("span");
    name.textContent = title;
    const close = document.createElement("button");
    Object.assign(close, { type: "button", className: "copy", textContent: "Back to the report" });
    close.addEventListener("click", () => dialog.close());
    head.append(name, close);
    const room = document.createElement("div");
    room.className = "watch-room";
    dialog.append(head, room);
    document.body.append(dialog);
    dialog.showModal();
    return { dialog, room };
  };

  const watch = async (pair) => {
    const title = "A is the base, B is with the change";
    const { dialog, room } = opened(title);
    let player = null;
    dialog.addEventListener("close", () => {
      player?.destroy();
      dialog.remove();
    });
    try {
      const [a, b] = await Promise.all(["base", "changed"].map((side) => carried(`${pair.dataset.pair}-${side}`)));
      const start = pair.dataset.row ? { row: pair.dataset.row } : 0;
      player = mountPair(room, a, b, { focus: true, link: false, remember: false, start });
      if (!pair.dataset.row) player?.toParting();
    } catch (problem) {
      refuse(room, problem instanceof Error ? problem.message : "These recordings cannot be compared.");
    }
  };

  for (const pair of document.querySelectorAll("[data-pair]")) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button", textContent: "Watch both meetings" });
    button.addEventListener("click", () => watch(pair));
    pair.prepend(button);
  }
}

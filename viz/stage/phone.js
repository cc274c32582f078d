// A narrow page shows its parts one below the other: what somebody asks for comes into view.

const UNDER_BAR = 200; // pixels of a window's lower edge in which the player bar may lie
const ENOUGH = 160; // pixels of the room that must show for somebody to see that it changed

const isNarrow = ({ dom }) => dom.root.classList.contains("cs-narrow");

// Brings the room back into view after a link led to another moment.
export function seeRoom(player) {
  if (!isNarrow(player)) return;
  const { top, bottom } = player.dom.picture.getBoundingClientRect();
  if (bottom < ENOUGH || top > window.innerHeight - UNDER_BAR) player.dom.picture.scrollIntoView({ block: "start" });
}

// Brings the tab beside the room into view after a tap on a member or an applicant changed it.
export function seeTab(player) {
  if (!isNarrow(player)) return;
  const head = player.dom.tabs[0].button;
  const { top } = head.getBoundingClientRect();
  if (top < 0 || top > window.innerHeight - UNDER_BAR) head.scrollIntoView({ block: "start" });
}

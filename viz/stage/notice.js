// A sentence that shows for a moment over the stage.

import { html, put } from "./drawing.js";

const SHOWN_MS = 2500; // at least
const READ_MS = 60; // for each letter
const SHOWN_WITH_TEXT_MS = 15000; // there is something to copy

export const makeNotice = () => html("div", { class: "cs-notice", role: "status", hidden: true });

// Shows `sentence`; `text`, if any, stands beside it, selected and ready to copy.
export function notice({ dom }, sentence, text = "") {
  const field = text
    ? html("input", { class: "cs-search", readonly: true, value: text, "aria-label": sentence })
    : null;
  dom.notice.replaceChildren(html("span", { text: sentence }), ...(field ? [field] : []));
  put(dom.notice, "hidden", null);
  field?.select();
  const shown = Math.max(SHOWN_MS, READ_MS * sentence.length);
  clearTimeout(dom.noticeTimer);
  dom.noticeTimer = setTimeout(() => put(dom.notice, "hidden", ""), text ? SHOWN_WITH_TEXT_MS : shown);
}

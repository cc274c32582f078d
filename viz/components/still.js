// A part of a page that never changes, drawn from plain data in one piece: each element is
// [tag, attributes, ...inside], and text is text.
import { h } from "vue";

const drawn = (piece) => (typeof piece === "string" ? piece : h(piece[0], piece[1], piece.slice(2).map(drawn)));

export const Still = {
  data() {
    return { tree: [] };
  },
  render() {
    return this.tree.length ? drawn(this.tree) : null;
  },
};

// A part of a page that takes no input, drawn from plain data in one piece: each element is
// [tag, attributes, ...inside], and text is text. When the data changes, what is alike stays as it is.
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

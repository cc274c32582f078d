// A part of a page that takes no input, drawn from plain data in one piece: each element is
// [tag, attributes, ...inside], and text is text. When the data changes, elements stay that have the same id or name.
import { h } from "vue";

function drawn(piece) {
  if (typeof piece === "string") return piece;
  const [name, attributes, ...inside] = piece;
  return h(name, { key: attributes.id ?? attributes["aria-label"], ...attributes }, inside.map(drawn));
}

export const Still = {
  data() {
    return { tree: [] };
  },
  render() {
    return this.tree.length ? drawn(this.tree) : null;
  },
};

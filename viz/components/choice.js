// A choice that leads to another address of the page as soon as somebody has made it.
import { h } from "vue";
import { goTo } from "/components/going.js";

export const Choice = {
  data() {
    return { label: "", value: "", options: [], address: "" };
  },
  render() {
    const option = ([value, words]) => h("option", { value }, words);
    const onChange = ({ target }) => goTo(this.address + encodeURIComponent(target.value));
    return h("div", { class: "field choice-of" }, [
      h("label", { class: "field-name", for: "choice" }, this.label),
      h("select", { id: "choice", value: this.value, onChange }, this.options.map(option)),
    ]);
  },
};

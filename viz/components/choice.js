// A choice that leads to another address of the page as soon as somebody has made it.
import { h } from "vue";

export const Choice = {
  data() {
    return { label: "", value: "", options: [], address: "" };
  },
  render() {
    const option = ([value, words]) => h("option", { value }, words);
    const onChange = ({ target }) => {
      const address = this.address + encodeURIComponent(target.value);
      const { router } = window.solara; // it comes after the page
      if (router) router.push(address);
      else window.location.assign(address);
    };
    return h("div", { class: "field choice-of" }, [
      h("label", { class: "field-name", for: "choice" }, this.label),
      h("select", { id: "choice", value: this.value, onChange }, this.options.map(option)),
    ]);
  },
};

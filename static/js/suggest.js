"use strict";
// Suggestions while words are typed. The form is whole without this; the answers come from the archive itself.
// A combobox as the ARIA Authoring Practices describe it (editable, with list autocomplete).

const WAIT = 150; // milliseconds after the last letter

class Suggestions {
  constructor(input) {
    this.input = input;
    this.list = document.createElement("ul");
    this.list.id = `${input.id}-suggestions`;
    this.list.className = "suggestions";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.dataset.suggestions);
    input.form.append(this.list);
    const says = { role: "combobox", "aria-autocomplete": "list", "aria-controls": this.list.id, "aria-expanded": "false" };
    for (const [name, value] of Object.entries(says)) input.setAttribute(name, value);
    input.addEventListener("input", () => this.wait());
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => this.show([]));
    this.list.addEventListener("mousedown", (event) => this.choose(event));
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(this.input.value), WAIT);
  }

  async ask(typed) {
    const answer = await fetch(`${this.input.dataset.suggest}?q=${encodeURIComponent(typed)}`).catch(() => null);
    const found = answer?.ok ? await answer.json() : [];
    if (this.input.value === typed && document.activeElement === this.input) this.show(found);
  }

  show(found) {
    this.list.replaceChildren(...found.map(({ text }, place) => this.option(text, place)));
    this.list.hidden = !found.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.input.removeAttribute("aria-activedescendant");
  }

  option(text, place) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${place}`;
    option.setAttribute("role", "option");
    option.textContent = text;
    return option;
  }

  press(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = this.list.querySelector("[aria-selected]");
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.show([]);
    } else if (event.key === "Enter" && chosen) {
      this.input.value = chosen.textContent;
    } else if (step && !this.list.hidden) {
      event.preventDefault();
      this.move([...this.list.children], chosen, step);
    }
  }

  move(options, chosen, step) {
    const from = chosen ? options.indexOf(chosen) : step > 0 ? -1 : 0;
    const next = options.at((from + step) % options.length);
    chosen?.removeAttribute("aria-selected");
    next.setAttribute("aria-selected", "true");
    this.input.setAttribute("aria-activedescendant", next.id);
  }

  choose(event) {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    event.preventDefault();
    this.input.value = option.textContent;
    this.input.form.requestSubmit();
  }
}

for (const input of document.querySelectorAll("input[data-suggest]")) new Suggestions(input);

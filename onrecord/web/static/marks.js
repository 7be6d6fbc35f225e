// Lights every part of a statement while one of them is pointed at, focused or linked to.
// The pages say everything without it.
"use strict";

(() => {
  const parts = new Map();
  for (const element of document.querySelectorAll("[data-numbers]")) {
    for (const number of element.dataset.numbers.split(" ")) {
      if (!parts.has(number)) parts.set(number, []);
      parts.get(number).push(element);
    }
  }
  if (!parts.size) return;

  const light = (numbers, name) => {
    for (const element of document.querySelectorAll("." + name)) element.classList.remove(name);
    for (const number of numbers) {
      for (const element of parts.get(number) ?? []) element.classList.add(name);
    }
  };
  const numbersAt = (target) => {
    const element = target instanceof Element ? target.closest("[data-numbers]") : null;
    return element ? element.dataset.numbers.split(" ") : [];
  };
  const lightLinked = () => {
    const linked = document.getElementById(location.hash.slice(1));
    light(linked ? numbersAt(linked) : [], "linked");
  };

  document.addEventListener("pointerover", (event) => light(numbersAt(event.target), "lit"));
  document.addEventListener("focusin", (event) => light(numbersAt(event.target), "lit"));
  document.addEventListener("focusout", () => light([], "lit"));
  window.addEventListener("hashchange", lightLinked);
  lightLinked();
})();

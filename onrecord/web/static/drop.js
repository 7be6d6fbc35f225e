// Sends dropped files one by one and says what became of each. Without it the form sends them all
// at once and the next page says so.
"use strict";

(() => {
  const form = document.getElementById("drop");
  const token = form.elements.token.value;
  const largest = Number(form.dataset.largest);
  const list = document.getElementById("taken");
  const bar = document.getElementById("bar");
  const tally = document.getElementById("tally");
  const waiting = [];
  let all = 0;
  let done = 0;
  let refused = 0;
  let sending = false;

  const line = (entry) => {
    const item = document.createElement("li");
    const name = document.createElement("span");
    name.dir = "auto";
    name.textContent = entry.path + " ";
    item.append(name);
    for (const id of entry.articles.slice(0, 20)) {
      const link = document.createElement("a");
      link.href = "/articles/" + encodeURIComponent(id);
      link.textContent = "article";
      item.append(link, " ");
    }
    const why = document.createElement("span");
    why.className = "why";
    why.textContent = entry.reason || (entry.known ? "already on record" : "read");
    item.append(why);
    if (entry.reason) {
      item.className = "refused";
      refused += 1;
    }
    list.prepend(item);
  };

  const tell = () => {
    bar.max = all || 1;
    bar.value = done;
    tally.textContent = `${done} of ${all} files` + (refused ? `, ${refused} not read` : "");
  };

  const send = async (file, path) => {
    try {
      const body = new FormData();
      body.append("token", token);
      body.append("path", path);
      const found = await file();
      if (found.size > largest) {
        return [{ path, articles: [], reason: `larger than ${largest / 1e6} MB; not sent` }];
      }
      body.append("files", found, found.name);
      const answer = await fetch("/add", {
        method: "POST", body, headers: { accept: "application/json" },
      });
      if (answer.ok) return await answer.json();
      const why = answer.status === 413 ? "too large" : `not taken (${answer.status})`;
      return [{ path, articles: [], reason: why }];
    } catch {
      return [{ path, articles: [], reason: "could not be sent: is onrecord still running?" }];
    }
  };

  const work = async () => {
    if (sending) return;
    sending = true;
    document.getElementById("filling").hidden = false;
    while (waiting.length) {
      const [file, path] = waiting.shift();
      tell();
      for (const entry of await send(file, path)) line(entry);
      done += 1;
    }
    tell();
    sending = false;
  };

  const take = (file, path) => {
    all += 1;
    waiting.push([file, path]);
  };

  const within = async (entry) => {
    if (entry.isFile) {
      const file = () => new Promise((found, failed) => entry.file(found, failed));
      take(file, entry.fullPath.replace(/^\//, ""));
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((found, failed) => reader.readEntries(found, failed));
      if (!some.length) return;
      for (const one of some) if (!one.name.startsWith(".")) await within(one);
    }
  };

  form.addEventListener("change", (event) => {
    for (const file of event.target.files) {
      take(async () => file, file.webkitRelativePath || file.name);
    }
    event.target.value = "";
    work();
  });
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.add("over");
    });
  }
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", async (event) => {
    event.preventDefault();
    form.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry());
    for (const entry of entries) if (entry) await within(entry);
    work();
  });
})();

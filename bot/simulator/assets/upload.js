// Files: by picker, by drop, by paste; as photo or as they are; with progress.
"use strict";
{
  const attach = $("#attach"), list = $("#attach-list"), picker = $("#file"), caption = $("#caption"), drop = $("#drop");
  const most = 30, album = 10; // more than an album go as several, one after the other
  let files = [];

  const size = bytes => bytes < 1048576 ? `${Math.max(1, Math.floor(bytes / 1024))} KB` : `${(Math.floor(bytes * 10 / 1048576) / 10).toFixed(1).replace(".", ",")} MB`;
  const row = (name, bytes) => {
    const line = document.createElement("p");
    line.className = "file";
    const kind = line.appendChild(document.createElement("span"));
    kind.className = "kind";
    kind.textContent = (name.match(/\.(\w{1,4})$/)?.[1] ?? "ARQ").toUpperCase();
    const words = line.appendChild(document.createElement("span"));
    words.className = "name";
    words.appendChild(document.createElement("b")).textContent = name;
    words.appendChild(document.createElement("small")).textContent = size(bytes);
    return line;
  };

  const choose = chosen => {
    files = [...chosen].slice(0, most);
    if (!files.length) return;
    if (chosen.length > most) toast(`No máximo ${most} arquivos por vez.`);
    list.replaceChildren(...files.map(file => {
      const item = document.createElement("li");
      if (!file.type.startsWith("image/")) { item.className = "file"; item.append(row(file.name, file.size)); return item; }
      const picture = item.appendChild(document.createElement("img"));
      picture.alt = file.name;
      picture.src = URL.createObjectURL(file);
      picture.onload = () => URL.revokeObjectURL(picture.src);
      return item;
    }));
    const photos = files.every(file => file.type.startsWith("image/"));
    $("#attach-as").hidden = !photos;
    $(`[name=as][value=${photos ? "photo" : "document"}]`).checked = true;
    caption.value = composer.value;
    if (!attach.open) attach.showModal();
    $("#attach-send").focus();
  };

  const sendAll = (chosen, as, words) => {
    const rest = chosen.slice(album);
    send(chosen.slice(0, album), as, words, () => rest.length && sendAll(rest, as, ""));
  };

  // fetch reports no upload progress, so this is an XMLHttpRequest.
  const send = (chosen, as, words, done) => {
    const label = chosen.length === 1 ? chosen[0].name : `${chosen.length} arquivos`;
    const { nonce, item, bubble } = waitingBubble(words);
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", `Enviando ${label}`);
    bubble.prepend(row(label, chosen.reduce((sum, file) => sum + file.size, 0)), bar);
    toBottom();
    const form = new FormData();
    form.append("as", as);
    form.append("caption", words);
    form.append("nonce", nonce);
    for (const file of chosen) form.append("file", file);
    const request = new XMLHttpRequest();
    request.upload.onprogress = event => { if (event.lengthComputable) bar.value = event.loaded / event.total; };
    const lost = (why, ...ways) => { bar.remove(); failed(item, why || "Não foi enviado.", ways); };
    const again = ["Tentar de novo", () => send(chosen, as, words, done)];
    request.onload = () => {
      if (request.status < 300) return done();
      if (request.status === 413) lost(request.responseText); // no other try would end otherwise
      else if (request.status === 422) lost(request.responseText, ["Enviar como arquivo", () => send(chosen, "document", words, done)]);
      else lost("", again);
    };
    request.onerror = () => lost("", again);
    request.open("POST", `${chat}/upload`);
    request.send(form);
  };

  picker.addEventListener("change", () => { choose(picker.files); picker.value = ""; });
  $("#attach-send").addEventListener("click", () => {
    attach.close();
    sendAll(files, $("[name=as]:checked").value, caption.value.trim());
    composer.blur(); // Chromium can leave the caret in the dialog: begin anew
    put("");
  });
  caption.addEventListener("keydown", event => { if (event.key === "Enter") $("#attach-send").click(); });
  composer.addEventListener("paste", event => {
    if (event.clipboardData.files.length) { event.preventDefault(); choose(event.clipboardData.files); }
  });
  addEventListener("dragover", event => { event.preventDefault(); drop.hidden = false; });
  addEventListener("dragleave", event => { if (!event.relatedTarget) drop.hidden = true; });
  addEventListener("drop", event => { event.preventDefault(); drop.hidden = true; choose(event.dataTransfer.files); });
}

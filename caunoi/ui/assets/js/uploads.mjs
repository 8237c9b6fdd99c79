// File fields that send each file as soon as it is chosen, in parts, and go on after a lost connection (tus 1.0).
// Without this script the files come with the form. The form brings the uploads' ids in `<name>-upload`.
import { Upload } from "tus-js-client";

const RETRIES = [0, 1000, 3000, 5000, 10000, 20000, 30000, 60000];
const PART = 512 * 1024;

const made = (tag, className, text) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
};

async function digestOf(file) {
  if (!globalThis.crypto?.subtle) return "";
  const bytes = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

class Row {
  constructor(field, file) {
    this.field = field;
    this.file = file;
    this.done = this.failed = false;
    const texts = field.texts;
    this.element = made("li", "cn-upload");
    this.name = made("span", "cn-upload__name", file.name);
    this.bar = made("progress", "cn-upload__bar");
    this.bar.max = 100;
    this.bar.setAttribute("aria-label", file.name);
    this.state = made("span", "cn-upload__state", texts.sending);
    this.state.setAttribute("role", "status");
    this.again = made("button", "govuk-link cn-upload__button", texts.retry);
    this.again.type = "button";
    this.again.hidden = true;
    this.again.addEventListener("click", () => this.start());
    this.drop = made("button", "govuk-link cn-upload__button", texts.remove);
    this.drop.type = "button";
    this.drop.append(made("span", "govuk-visually-hidden", ` ${file.name}`));
    this.drop.addEventListener("click", () => field.remove(this));
    this.element.append(this.name, this.bar, this.state, this.again, this.drop);
    this.start();
  }

  say(text, wrong = false) {
    this.state.textContent = text;
    this.element.classList.toggle("cn-upload--wrong", wrong);
  }

  fail(text, final) {
    this.failed = true;
    this.again.hidden = final;
    this.bar.hidden = true;
    this.say(text, true);
    this.field.changed();
  }

  async start() {
    const { texts, input, limit } = this.field;
    this.failed = false;
    this.again.hidden = true;
    if (this.file.size > limit)
      return this.fail(texts.tooLarge.replace("{limit}", Math.floor(limit / 2 ** 20)), true);
    this.bar.hidden = false;
    this.say(texts.sending);
    if (!this.upload) {
      const token = input.form.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
      const sha256 = await digestOf(this.file).catch(() => "");
      this.upload = new Upload(this.file, {
        endpoint: input.dataset.upload,
        chunkSize: PART,
        retryDelays: RETRIES,
        storeFingerprintForResuming: false, // nothing of a person's papers stays on a shared computer
        headers: { "X-CSRFToken": token },
        metadata: { filename: this.file.name, sha256 },
        onShouldRetry: (error) => {
          const status = error.originalResponse?.getStatus() ?? 0;
          const again = !status || status >= 500 || status === 409 || status === 423;
          if (again && !status) this.say(texts.waiting, true);
          return again;
        },
        onProgress: (sent, size) => {
          this.bar.value = Math.round((100 * sent) / size);
          this.say(`${texts.sending} ${this.bar.value} %`);
        },
        onError: (error) => {
          const said = error.originalResponse?.getBody();
          const status = error.originalResponse?.getStatus() ?? 0;
          if (status >= 400 && status < 500) this.upload = null;
          this.fail(said && said.length < 400 && !said.startsWith("<") ? said : texts.failed, status === 422);
        },
        onSuccess: () => this.finish(),
      });
    }
    this.upload.start();
  }

  finish() {
    this.done = true;
    this.bar.hidden = true;
    this.say(this.field.texts.done);
    const id = made("input");
    id.type = "hidden";
    id.name = `${this.field.input.name}-upload`;
    id.value = this.upload.url.split("/").filter(Boolean).pop();
    this.element.append(id);
    this.field.changed();
  }
}

class Field {
  constructor(input) {
    this.input = input;
    this.limit = Number(input.dataset.limit) || Infinity;
    this.rows = [];
    const word = (name) => input.dataset[`text${name}`] ?? "";
    this.texts = {
      sending: word("Sending"), done: word("Done"), waiting: word("Waiting"), failed: word("Failed"), retry: word("Retry"),
      remove: word("Remove"), camera: word("Camera"), several: word("Several"), tooLarge: word("TooLarge"), wait: word("Wait"),
    };
    this.list = made("ul", "cn-uploads");
    this.note = made("p", "cn-quiet cn-small", this.texts.several);
    this.note.hidden = true;
    (input.closest(".govuk-drop-zone") ?? input).after(this.list, this.note);
    input.addEventListener("change", () => this.take(input));
    if (matchMedia("(pointer: coarse)").matches) this.offerCamera();
    addEventListener("online", () => this.rows.filter((row) => row.failed && !row.again.hidden).forEach((row) => row.start()));
  }

  offerCamera() {
    const camera = made("input");
    camera.type = "file";
    camera.accept = "image/*";
    camera.setAttribute("capture", "environment");
    camera.hidden = true;
    camera.addEventListener("change", () => this.take(camera));
    const button = made("button", "govuk-button govuk-button--secondary cn-upload__camera", this.texts.camera);
    button.type = "button";
    button.addEventListener("click", () => camera.click());
    this.list.before(button, camera);
  }

  take(input) {
    const files = [...input.files];
    if (!files.length) return;
    input.value = ""; // the form must not bring them a second time
    input.dispatchEvent(new Event("change", { bubbles: true }));
    for (const file of this.input.multiple ? files : files.slice(0, 1)) {
      const row = new Row(this, file);
      this.rows.push(row);
      this.list.append(row.element);
    }
    this.changed();
  }

  remove(row) {
    row.upload?.abort(Boolean(row.upload.url)).catch(() => {});
    row.element.remove();
    this.rows = this.rows.filter((other) => other !== row);
    this.input.focus();
    this.changed();
  }

  get busy() {
    return this.rows.some((row) => !row.done && !row.failed);
  }

  changed() {
    this.note.hidden = this.rows.length < 2;
    this.input.dispatchEvent(new CustomEvent("cn-upload", { bubbles: true }));
  }
}

const fields = new Map();
for (const input of document.querySelectorAll("input[type=file][data-upload]")) {
  const of = fields.get(input.form) ?? fields.set(input.form, []).get(input.form);
  of.push(new Field(input));
}
for (const [form, all] of fields) {
  let waiting = null;
  const busy = () => all.some((field) => field.busy);
  const status = made("p", "govuk-body cn-small");
  status.setAttribute("role", "status");
  form.append(status);
  form.addEventListener("submit", (event) => {
    if (!busy()) return;
    event.preventDefault();
    waiting = { submitter: event.submitter };
    status.textContent = all[0].texts.wait;
  });
  form.addEventListener("cn-upload", () => {
    if (!waiting || busy()) return;
    const { submitter } = waiting;
    waiting = null;
    status.textContent = "";
    if (!all.some((field) => field.rows.some((row) => row.failed))) form.requestSubmit(submitter);
  });
}

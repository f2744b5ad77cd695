// The patron's side of the desk's API (bot/openapi.yaml). The token travels in a header only.

import { ask } from "../shared/http.js";

export class Desk {
  /**
   * @param {string} server origin of the desk
   * @param {import("./kept.js").Kept} kept
   */
  constructor(server, kept) {
    this.server = server;
    this.kept = kept;
  }

  /** @param {string} lang */
  about(lang) {
    return this.#ask("GET", `/api/desk?lang=${encodeURIComponent(lang)}`);
  }

  /** @param {{client_id: string, lang: string, text: string, email?: string, desk?: string}} question */
  begin(question) {
    return this.#ask("POST", "/api/patron/conversations", question);
  }

  /** @param {number} after */
  read(after) {
    return this.#ask("GET", `/api/patron/conversation?after=${after}`);
  }

  /** @param {{client_id: string, text: string}} message */
  write(message) {
    return this.#ask("POST", "/api/patron/messages", message);
  }

  /** A message with a file. @param {{client_id: string, text: string, file: File}} message */
  attach({ client_id, text, file }) {
    const form = new FormData();
    form.append("client_id", client_id);
    form.append("text", text);
    form.append("file", file, file.name);
    return this.#ask("POST", "/api/patron/attachments", form);
  }

  /** @param {string} email @param {boolean} [move] answer there from now on */
  answerTo(email, move = false) {
    return this.#ask("PUT", "/api/patron/email", { email, move });
  }

  /** Be called back. @param {string} phone */
  call(phone) {
    return this.#ask("PUT", "/api/patron/phone", { phone });
  }

  /** Have the conversation mailed. @param {string} email @param {string} client_id */
  post(email, client_id) {
    return this.#ask("POST", "/api/patron/transcript", { email, client_id });
  }

  end() {
    return this.#ask("POST", "/api/patron/close");
  }

  /** @param {{mark: number, comment?: string, age_band?: string}} feedback */
  feedback(feedback) {
    return this.#ask("POST", "/api/patron/feedback", feedback);
  }

  forget() {
    return this.#ask("DELETE", "/api/patron/conversation");
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   */
  #ask(method, path, body) {
    const { token } = this.kept.values;
    const headers = /** @type {Record<string, string>} */ (token ? { Authorization: `Bearer ${token}` } : {});
    return ask(method, this.server + path, { body, headers, credentials: "omit" });
  }
}

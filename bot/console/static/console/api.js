// The staff side of the desk's API (bot/openapi.yaml). The session is in a cookie scripts can't read.

import { Refusal, ask } from "../shared/http.js";

export class Api {
  /** @param {string} csrf this session's, from /api/me; empty until known */
  constructor(csrf = "") {
    this.csrf = csrf;
  }

  /** @param {string} path */
  get(path) {
    return this.#ask("GET", path);
  }

  /** @param {string} path @param {object} [body] */
  post(path, body) {
    return this.#ask("POST", path, body);
  }

  /** @param {string} path @param {object} body @param {boolean} [keepalive] goes out although the page closes */
  put(path, body, keepalive = false) {
    return this.#ask("PUT", path, body, keepalive);
  }

  /** @param {string} path @param {object} body */
  patch(path, body) {
    return this.#ask("PATCH", path, body);
  }

  /** @param {string} path */
  delete(path) {
    return this.#ask("DELETE", path);
  }

  /**
   * Something a librarian does to a conversation: claim, release, handover, accept, nod, close, ...
   *
   * @param {string} id
   * @param {string} verb
   * @param {object} [body]
   */
  act(id, verb, body) {
    return this.post(`/api/conversations/${id}/${verb}`, body);
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   * @param {boolean} [keepalive]
   */
  async #ask(method, path, body, keepalive) {
    const headers = /** @type {Record<string, string>} */ (method === "GET" ? {} : { "X-CSRF-Token": this.csrf });
    try {
      return await ask(method, path, { body, headers, keepalive });
    } catch (error) {
      if (!(error instanceof Refusal && error.status === 401)) throw error;
      location.assign("/signin#again");
      return new Promise(() => {}); // the page is leaving; whoever asked has nothing more to do
    }
  }
}

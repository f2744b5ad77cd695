// What the widget remembers, in this tab only: library computers are shared, and the next person at the
// keyboard must not find this conversation. Closing the tab forgets it.

/**
 * @typedef {object} Waiting a message on its way
 * @property {string} client_id
 * @property {string} text
 * @property {number} after the newest seq when it was written; its echo in the journal comes later
 * @property {string} [file] the name of the file that goes with it; its bytes are in this page only
 * @property {"waiting" | "refused"} state
 * @property {string} [why] the desk's sentence, when it refused
 */

/**
 * @typedef {object} Remembered
 * @property {string} [token] speaks for the patron; sent in a header, never in an address
 * @property {string} [lang]
 * @property {string} [email]
 * @property {boolean} [open] whether the panel was open, so that it is after a page change
 * @property {Waiting[]} [outbox]
 */

export class Kept {
  /** @param {string} server origin of the desk */
  constructor(server) {
    this.key = `library-chat ${server}`;
    /** @type {Remembered} */
    this.values = this.#read();
  }

  /** @param {Partial<Remembered>} changes */
  set(changes) {
    Object.assign(this.values, changes);
    try {
      sessionStorage.setItem(this.key, JSON.stringify(this.values));
    } catch {
      // storage is off or full: the conversation lasts as long as the page
    }
  }

  forget() {
    this.values = {};
    try {
      sessionStorage.removeItem(this.key);
    } catch {
      // nothing was kept
    }
  }

  #read() {
    try {
      return JSON.parse(sessionStorage.getItem(this.key) ?? "{}");
    } catch {
      return {};
    }
  }
}

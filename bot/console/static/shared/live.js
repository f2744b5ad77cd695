// A WebSocket that comes back: full jitter, so that a restarted desk isn't met by everybody at once.

const FIRST_WAIT = 500; // milliseconds
const LONGEST_WAIT = 20_000;

/**
 * @typedef {object} LiveOptions
 * @property {string} url ws: or wss: address; never carries a token
 * @property {() => object} hello the first frame of every connection: who we are and what we have seen
 * @property {(frame: any) => void} onframe
 * @property {(connected: boolean) => void} onstate
 * @property {() => void} [onmiss] called at each failed attempt: the moment to ask over HTTP instead
 */

export class Live {
  /** @param {LiveOptions} options */
  constructor(options) {
    this.options = options;
    this.attempt = 0;
    this.stopped = false;
    /** @type {WebSocket | null} */
    this.socket = null;
    this.timer = 0;
    this.wake = () => this.#now();
    addEventListener("online", this.wake);
    this.#connect();
  }

  stop() {
    this.stopped = true;
    removeEventListener("online", this.wake);
    clearTimeout(this.timer);
    this.socket?.close();
  }

  /** @param {object} frame Sent only when connected; nothing that matters goes this way. */
  say(frame) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }

  /** Connect at once if we were waiting to. */
  #now() {
    if (this.stopped || (this.socket && this.socket.readyState <= WebSocket.OPEN)) return;
    clearTimeout(this.timer);
    this.#connect();
  }

  #connect() {
    const socket = new WebSocket(this.options.url);
    this.socket = socket;
    let heard = false;
    socket.onopen = () => socket.send(JSON.stringify(this.options.hello()));
    socket.onmessage = (event) => {
      if (!heard) {
        // Only a frame proves that the desk took our hello; an open socket alone doesn't.
        heard = true;
        this.attempt = 0;
        this.options.onstate(true);
      }
      this.options.onframe(JSON.parse(event.data));
    };
    socket.onclose = () => {
      if (this.stopped) return;
      this.options.onstate(false);
      this.options.onmiss?.();
      this.attempt += 1;
      this.timer = window.setTimeout(() => this.#now(), jitter(this.attempt));
    };
  }
}

/**
 * @param {number} attempt from 1
 * @returns {number} milliseconds
 */
export const jitter = (attempt) =>
  100 + Math.random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(attempt, 6));

/**
 * @param {string} path
 * @param {string} [server] origin; this page's when left out
 */
export const socketUrl = (path, server = location.origin) => {
  const url = new URL(path, server || location.origin);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
};

// A new question and a new message: always a number in the page's title; a sound, or a notification of the browser while
// this page is out of sight, only when asked for. A notification never holds a patron's words.

const KEY = "smiledesk sounds";
const NOTIFY = "smiledesk notifications";

const QUESTION = [660, 880]; // Hz
const MESSAGE = [520];

export class Signals {
  /** @type {AudioContext | undefined} made at the first sound: a browser wants a click before */
  audio = undefined;

  /**
   * @param {import("../shared/words.js").Words} words
   * @param {HTMLInputElement} box sounds
   * @param {HTMLInputElement} notify notifications
   */
  constructor(words, box, notify) {
    this.notify = notify;
    this.words = words;
    this.title = document.title;
    this.box = box;
    box.checked = localStorage.getItem(KEY) === "on";
    box.addEventListener("change", () => {
      localStorage.setItem(KEY, box.checked ? "on" : "off");
      if (box.checked) this.#play(QUESTION); // hear what one has chosen
    });
    box.disabled = false;
    notify.disabled = !("Notification" in window);
    notify.checked = localStorage.getItem(NOTIFY) === "on" && window.Notification?.permission === "granted";
    notify.addEventListener("change", () => void this.#choose());
  }

  /** A browser asks once, and only upon a click; its no is final. */
  async #choose() {
    const granted = this.notify.checked && (await Notification.requestPermission()) === "granted";
    this.notify.checked = granted;
    localStorage.setItem(NOTIFY, granted ? "on" : "off");
  }

  /** @param {number} waiting */
  count(waiting) {
    document.title = waiting ? `(${waiting}) ${this.title}` : this.title;
  }

  newQuestion() {
    this.#play(QUESTION);
    this.#show(this.words._("A new question is waiting."));
  }

  newMessage() {
    this.#play(MESSAGE);
    this.#show(this.words._("A patron has written."));
  }

  /** @param {string} sentence */
  #show(sentence) {
    if (!this.notify.checked || !document.hidden) return;
    const notification = new Notification(this.title, { body: sentence, tag: "smiledesk", icon: "/static/mark.svg" });
    notification.addEventListener("click", () => {
      window.focus();
      notification.close();
    });
  }

  /** Short soft notes, a tenth of a second apart. @param {number[]} notes Hz */
  #play(notes) {
    if (!this.box.checked) return;
    this.audio ??= new AudioContext();
    const { audio } = this;
    notes.forEach((hertz, index) => {
      const start = audio.currentTime + index * 0.14;
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = hertz;
      volume.gain.setValueAtTime(0.0001, start);
      volume.gain.exponentialRampToValueAtTime(0.12, start + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.3);
      tone.connect(volume).connect(audio.destination);
      tone.start(start);
      tone.stop(start + 0.32);
    });
  }
}

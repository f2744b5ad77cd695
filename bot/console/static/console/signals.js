// A new question and a new message: always a number in the page's title; a sound only when asked for.

const KEY = "smiledesk sounds";

export class Signals {
  /** @type {AudioContext | undefined} made at the first sound: a browser wants a click before */
  audio = undefined;

  /** @param {import("../shared/words.js").Words} words @param {HTMLInputElement} box */
  constructor(words, box) {
    this.words = words;
    this.title = document.title;
    this.box = box;
    box.checked = localStorage.getItem(KEY) === "on";
    box.addEventListener("change", () => {
      localStorage.setItem(KEY, box.checked ? "on" : "off");
      if (box.checked) this.newQuestion(); // hear what one has chosen
    });
  }

  /** @param {number} waiting */
  count(waiting) {
    document.title = waiting ? `(${waiting}) ${this.title}` : this.title;
  }

  newQuestion() {
    this.#play([660, 880]);
  }

  newMessage() {
    this.#play([520]);
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

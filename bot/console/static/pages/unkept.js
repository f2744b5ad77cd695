// What was written on a page and is not kept: set aside when one turns elsewhere on it, there again on coming back.

export class Unkept {
  /** @param {() => [string, any] | null} here the place one is at and what is written there; null when all of it is kept */
  constructor(here) {
    /** @type {Map<string, any>} */
    this.left = new Map();
    this.here = here;
    addEventListener("beforeunload", (event) => {
      if (this.left.size || here()) event.preventDefault();
    });
  }

  /** One turns elsewhere. */
  leave() {
    const here = this.here();
    if (here) this.left.set(...here);
  }

  /** One is there: what had been written, if anything was left. @param {string} place */
  back(place) {
    const said = this.left.get(place);
    this.left.delete(place);
    return said;
  }
}

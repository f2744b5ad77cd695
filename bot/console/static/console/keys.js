// Shortcuts: one table, each can be changed or switched off (WCAG 2.1.4). Kept in this browser.

const KEY = "smiledesk keys";

/**
 * @param {import("../shared/words.js").Words} words
 * @returns {{name: string, label: string, keys: string}[]}
 */
export const shortcuts = ({ _ }) => [
  { name: "send", label: _("Send the reply or add the note"), keys: "Ctrl+Enter" },
  { name: "undo", label: _("Take back what was just sent"), keys: "Alt+Z" },
  { name: "nextHint", label: _("Next hint"), keys: "F8" },
  { name: "previousHint", label: _("Previous hint"), keys: "Shift+F8" },
  { name: "use1", label: _("Use the first wording"), keys: "Alt+1" },
  { name: "use2", label: _("Use the second wording"), keys: "Alt+2" },
  { name: "use3", label: _("Use the third wording"), keys: "Alt+3" },
  { name: "ignore", label: _("Ignore this hint once"), keys: "Alt+0" },
  { name: "promise", label: _("Note what the reply promises"), keys: "Alt+P" },
  { name: "actions", label: _("All actions"), keys: "Ctrl+K" },
  { name: "deskPage", label: _("The desk's own page: hours, fees, who can help"), keys: "Alt+I" },
  { name: "claim", label: _("Answer this question"), keys: "Alt+A" },
  { name: "note", label: _("Write a private note, or back to the reply"), keys: "Alt+N" },
  { name: "down", label: _("Next question in the queue"), keys: "Alt+ArrowDown" },
  { name: "up", label: _("Previous question in the queue"), keys: "Alt+ArrowUp" },
  ...Array.from({ length: 6 }, (_nothing, index) => ({
    name: `step${index + 1}`, label: _("Insert next step %(number)s", { number: index + 1 }), keys: `Alt+Shift+${index + 1}`,
  })),
];

export class Keys {
  /** @param {import("../shared/words.js").Words} words */
  constructor(words) {
    this.table = shortcuts(words);
    /** @type {Record<string, string>} name to keys; "" is off */
    this.changed = JSON.parse(localStorage.getItem(KEY) ?? "{}");
  }

  /** @param {string} name */
  of(name) {
    return this.changed[name] ?? this.table.find((shortcut) => shortcut.name === name)?.keys ?? "";
  }

  /** @param {string} name @param {string} keys */
  set(name, keys) {
    this.changed[name] = keys;
    localStorage.setItem(KEY, JSON.stringify(this.changed));
  }

  /** Which shortcut a key press is. @param {KeyboardEvent} event @returns {string | undefined} */
  named(event) {
    const pressed = chord(event);
    return this.table.find((shortcut) => this.of(shortcut.name) === pressed)?.name;
  }
}

/**
 * A key press as it is written in the table. Digits and letters go by their place on the keyboard where Alt
 * would make another sign of them.
 *
 * @param {KeyboardEvent} event
 */
export function chord(event) {
  const plain = event.code.match(/^(?:Digit|Key)(\w)$/);
  const key = plain && (event.altKey || event.ctrlKey || event.metaKey) ? plain[1] : event.key;
  return [
    (event.ctrlKey || event.metaKey) && "Ctrl+", event.altKey && "Alt+", event.shiftKey && "Shift+",
    key.length === 1 ? key.toUpperCase() : key,
  ].filter(Boolean).join("");
}

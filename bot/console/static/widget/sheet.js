// The widget's own stylesheet, built in script: it works where the host page's policy forbids inline styles,
// and the page's rules don't reach it. A library themes it with the --library-chat-* properties; ours begin with --_, so
// that a page that says --library-chat-ring: var(--ring) means its own.

const RULES = `
:host {
  --_accent: var(--library-chat-accent, #1f5c46);
  --_on-accent: var(--library-chat-on-accent, #ffffff);
  --_paper: var(--library-chat-paper, #fbfaf6);
  --_card: var(--library-chat-card, #ffffff);
  --_ink: var(--library-chat-ink, #20261f);
  --_soft: var(--library-chat-soft, #586157);
  --_line: var(--library-chat-line, #c9cdc1);
  --_edge: var(--library-chat-edge, #6f786c);
  --_rule: var(--library-chat-rule, #b23f36);
  --_ours: var(--library-chat-ours, #e6efe6);
  --_ring: var(--library-chat-ring, #14503b);
  all: initial !important;
  display: block !important;
  color-scheme: light dark;
  font: 400 16px/1.5 var(--library-chat-font, system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif) !important;
  color: var(--_ink) !important;
}
:host([position="inline"]) { position: static !important; }
:host(:not([position="inline"])) {
  position: fixed !important; z-index: 2147483000 !important; inset: auto 16px 16px auto !important;
  max-width: calc(100vw - 32px) !important;
}
:host([data-side="left"]:not([position="inline"])) { inset: auto auto 16px 16px !important; }
@media (prefers-color-scheme: dark) {
  :host(:not([theme="light"])) {
    --_accent: var(--library-chat-accent, #e2b55f);
    --_on-accent: var(--library-chat-on-accent, #1c170a);
    --_paper: var(--library-chat-paper, #181d1a);
    --_card: var(--library-chat-card, #222824);
    --_ink: var(--library-chat-ink, #ece8dc);
    --_soft: var(--library-chat-soft, #b1b8ab);
    --_line: var(--library-chat-line, #3b443d);
    --_edge: var(--library-chat-edge, #8a9488);
    --_rule: var(--library-chat-rule, #e08a7d);
    --_ours: var(--library-chat-ours, #2b3a31);
    --_ring: var(--library-chat-ring, #f0cd8a);
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
button, input, textarea, select, summary { font: inherit; color: inherit; }
button, summary, select, input { min-height: 44px; }
button { cursor: pointer; border-radius: 6px; padding: 8px 16px; border: 1px solid var(--_edge); background: var(--_card); }
button:hover { border-color: var(--_ink); }
button.main { background: var(--_accent); color: var(--_on-accent); border-color: var(--_accent); font-weight: 600; }
:focus-visible { outline: 3px solid var(--_ring); outline-offset: 2px; }
a { color: inherit; }
.opener {
  display: inline-flex; align-items: center; gap: 10px; min-height: 48px; padding: 10px 18px;
  background: var(--_accent); color: var(--_on-accent); border: 2px solid var(--_card); border-radius: 8px;
  font-weight: 600; box-shadow: 0 2px 10px rgb(0 0 0 / .22);
}
.opener svg { width: 22px; height: 22px; flex: none; }
.news { background: var(--_on-accent); color: var(--_accent); border-radius: 99px; min-width: 24px; padding: 0 6px; text-align: center; font-size: 14px; }
.panel {
  display: flex; flex-direction: column; width: min(400px, calc(100vw - 32px)); height: min(660px, calc(100dvh - 32px));
  background: var(--_paper); border: 1px solid var(--_edge); border-radius: 10px; overflow: hidden;
  box-shadow: 0 12px 40px rgb(0 0 0 / .25);
}
:host([position="inline"]) .panel { width: 100%; box-shadow: none; }
header { background: var(--_card); padding: 12px 8px 10px 16px; border-bottom: 2px solid var(--_rule); }
.title { display: flex; align-items: center; gap: 8px; }
h2 { flex: 1; margin: 0; font: 600 19px/1.3 var(--library-chat-heading-font, "Iowan Old Style", "Palatino Linotype", Palatino, "Noto Serif", Georgia, serif); }
.title button { border-color: transparent; background: none; padding: 8px 12px; }
.title button:hover { border-color: var(--_edge); }
.status { margin: 0; color: var(--_soft); font-size: 14px; }
.body { flex: 1; overflow-y: auto; overscroll-behavior: contain; padding: 12px 16px; scroll-padding: 12px; }
.log { list-style: none; margin: 0; padding: 0; display: flex; flex-direction: column; gap: 12px; }
.log > div { max-width: 88%; }
.who { margin: 0 0 2px; font-size: 13px; color: var(--_soft); }
.text { margin: 0; padding: 9px 12px; border-radius: 3px 10px 10px 10px; background: var(--_card); border: 1px solid var(--_line); white-space: pre-wrap; overflow-wrap: anywhere; }
.mine { align-self: flex-end; }
.mine .who { text-align: end; }
.mine .text { background: var(--_ours); border-radius: 10px 3px 10px 10px; }
.event { align-self: center; max-width: 100%; color: var(--_soft); font-size: 14px; text-align: center; margin: 0; }
.under { font-size: 13px; color: var(--_soft); margin: 3px 0 0; text-align: end; }
.under button { min-height: 44px; padding: 4px 10px; margin-inline-start: 6px; }
.line { margin: 12px 0 0; padding: 8px 12px; border-inline-start: 3px solid var(--_accent); background: var(--_card); font-size: 15px; }
.line:empty { display: none; }
.offline { margin: 0; padding: 8px 16px; background: var(--_ink); color: var(--_paper); font-size: 14px; }
footer { background: var(--_card); border-top: 1px solid var(--_line); padding: 10px 16px 12px; }
label { display: block; font-size: 14px; font-weight: 600; margin-bottom: 4px; }
textarea, input { width: 100%; padding: 9px 12px; background: var(--_paper); border: 1px solid var(--_edge); border-radius: 6px; }
textarea { resize: none; min-height: 68px; max-height: 180px; display: block; field-sizing: content; }
.row { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin-top: 8px; }
.row .grow { flex: 1; }
.small { font-size: 13px; color: var(--_soft); margin: 8px 0 0; }
.plain { border-color: transparent; background: none; text-decoration: underline; text-underline-offset: 3px; padding: 8px; }
.ask { background: var(--_card); border: 1px solid var(--_line); border-radius: 8px; padding: 12px; margin-top: 14px; }
.ask p { margin: 0 0 8px; }
.ask .row { margin-top: 0; }
select { background: var(--_card); border: 1px solid var(--_edge); border-radius: 6px; padding: 6px 8px; max-width: 100%; }
.dots::after { content: "…"; }
@media (max-width: 480px) {
  :host(:not([position="inline"])[data-open]) { inset: 0 !important; max-width: none !important; }
  :host(:not([position="inline"])) .panel { width: 100vw; height: 100dvh; border: 0; border-radius: 0; }
}
@media (prefers-reduced-motion: no-preference) {
  .panel { animation: rise .16s ease-out; }
  @keyframes rise { from { transform: translateY(8px); opacity: .4; } }
}
@media print { :host { display: none !important; } }
`;

export function widgetSheet() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(RULES);
  return sheet;
}

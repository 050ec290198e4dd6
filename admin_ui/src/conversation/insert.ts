/** Puts words into the field as if they were typed, so that the browser's own undo takes them back. */

export function insertText(field: HTMLTextAreaElement, text: string, from?: number, to?: number): void {
  field.focus();
  if (from !== undefined) field.setSelectionRange(from, to ?? from);
  if (document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

/** At the caret, a word apart from what stands before it. */
export function insertWords(field: HTMLTextAreaElement, text: string): void {
  const before = field.value[field.selectionStart - 1];
  insertText(field, before === undefined || /\s/.test(before) ? text : ` ${text}`);
}

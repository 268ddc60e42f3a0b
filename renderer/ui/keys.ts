/** Keyboard, with an eye on input methods: while a candidate is being chosen, Enter belongs to the method. */

type Keyed = {
  readonly key: string;
  readonly keyCode: number;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly target: EventTarget | null;
};

/** True while an input method is composing. Some methods report key code 229 instead of the flag. */
export function isComposing(event: { readonly isComposing?: boolean; readonly keyCode: number }): boolean {
  return event.isComposing === true || event.keyCode === 229;
}

/** True if the keystroke goes into a text. */
export function isTyping(event: Keyed): boolean {
  const { target } = event;
  if (!(target instanceof HTMLElement)) return false;
  // A list to choose from is an input that takes no text.
  if (target instanceof HTMLInputElement && target.readOnly) return false;
  return target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea, select, [role=combobox], [role=textbox]');
}

/** True for a bare letter or sign that is no text. */
export function isBareKey(event: Keyed, key: string): boolean {
  return event.key === key && !event.ctrlKey && !event.altKey && !event.metaKey && !isTyping(event);
}

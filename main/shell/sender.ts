/** Who may call: the top frame of one of our windows, showing our own page. */
export const appOrigin = 'app://xinhu';

/** What is known of a frame; `undefined` where it went away while its call travelled. */
export type CallingFrame = { readonly url: string; readonly origin: string; readonly parent: unknown } | null | undefined;

function isOurUrl(text: string): boolean {
  const url = URL.parse(text);
  // The `origin` property is 'null' for schemes that Node does not know, so protocol and host are compared.
  return url !== null && url.protocol === 'app:' && url.host === 'xinhu' && url.username === '' && url.password === '';
}

export function isTrustedSender(frame: CallingFrame, isOurWindow: boolean): boolean {
  return isOurWindow && frame !== null && frame !== undefined && frame.parent === null && frame.origin === appOrigin && isOurUrl(frame.url);
}

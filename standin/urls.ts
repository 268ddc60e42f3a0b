/** A page of a scheme of our own is shown under a name that Chromium trusts like https: <host>.<scheme>.localhost, answered by routing and never by a network. */
export function toShown(url: string): string {
  const parts = /^([a-z]+):\/\/([^/?#]*)(.*)$/.exec(url);
  if (parts === null || parts[1] === 'http' || parts[1] === 'https') return url;
  const [, scheme = '', host = '', rest = ''] = parts;
  return `http://${host}.${scheme}.localhost${rest}`;
}

/** The URL as Electron would report it. */
export function toReported(url: string): string {
  const parts = /^http:\/\/([^/?#]+)\.([a-z]+)\.localhost(?=[/?#]|$)(.*)$/.exec(url);
  return parts === null ? url : `${parts[2] ?? ''}://${parts[1] ?? ''}${parts[3] ?? ''}`;
}

export function originOf(url: string): string {
  const parts = /^([a-z]+:\/\/[^/?#]+)/.exec(url);
  return parts?.[1] ?? 'null';
}

/** A document's HTML in a frame of its own: no script, no origin, no way out. */
import { useEffect, useRef } from 'react';
import { paperStyles } from './paper-styles.ts';

type TrustedPolicy = { readonly createHTML: (text: string) => string };
type TrustedTypes = { readonly createPolicy: (name: string, rules: { readonly createHTML: (text: string) => string }) => TrustedPolicy };

/** The page's own style nonce; the frame inherits the page's policy, so its styles need the same. */
export function readNonce(): string | undefined {
  const nonce = document.querySelector<HTMLElement>('meta[property="csp-nonce"]')?.nonce;
  return nonce === '' ? undefined : nonce;
}

/** The fragment as a page of its own. */
function pageOf(fragment: string): string {
  const nonce = readNonce();
  const style = `<style${nonce === undefined ? '' : ` nonce="${nonce}"`}>${paperStyles}</style>`;
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>-</title>${style}</head><body>${fragment}</body></html>`;
}

let policy: TrustedPolicy | undefined;

/** The frame is sandboxed without any permission, which is why its markup may be any. */
function trusted(html: string): string {
  const factory = (globalThis as { readonly trustedTypes?: TrustedTypes }).trustedTypes;
  if (factory === undefined) return pageOf(html);
  policy ??= factory.createPolicy('xinhu-preview', { createHTML: pageOf });
  return policy.createHTML(html);
}

type Props = { readonly html: string; readonly title: string };

export function HtmlPreview({ html, title }: Props) {
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    if (frame.current !== null) frame.current.srcdoc = trusted(html);
  }, [html]);
  return <iframe ref={frame} className="preview-frame" sandbox="" title={title} />;
}

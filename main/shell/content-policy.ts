/** The headers of everything the page is made of. */

/** Stands in the built index.html wherever a nonce belongs (Vite's `html.cspNonce`); each load gets a fresh one. */
export const noncePlaceholder = 'XINHU_CSP_NONCE';

/**
 * Nothing but our own files, and no network. Ant Design puts its styles into <style> elements made by script: those need the nonce.
 * Its text areas that grow write a style attribute, which a nonce cannot cover: attributes alone are allowed inline. They can load
 * nothing (img-src, font-src), and markup from a string is refused by Trusted Types. The page may make two policies of those: `default`,
 * which the build writes into it (scripts/vite-trusted-types.ts), and the one of the document preview.
 */
export function contentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default xinhu-preview',
  ].join('; ');
}

export function headersOf(contentType: string, nonce: string): Readonly<Record<string, string>> {
  return {
    'content-type': contentType,
    'cache-control': 'no-store',
    'content-security-policy': contentPolicy(nonce),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), display-capture=(), geolocation=(), hid=(), microphone=(), midi=(), payment=(), serial=(), usb=()',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}

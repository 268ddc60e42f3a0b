/** From a request's URL to a file of the built page, and to nothing else. */
import { extname, resolve, sep } from 'node:path';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.otf': 'font/otf',
  '.wasm': 'application/wasm',
};

export type Asset = { readonly path: string; readonly contentType: string };

/** The file that a URL names, or `undefined` if it names none below `root`: other hosts, credentials, traversal, unknown types. */
export function assetOf(root: string, requested: string): Asset | undefined {
  const url = URL.parse(requested);
  if (url === null || url.protocol !== 'app:' || url.host !== 'xinhu' || url.username !== '' || url.password !== '') return undefined;
  const segments = segmentsOf(url.pathname);
  if (segments === undefined) return undefined;
  const path = resolve(root, ...(segments.length === 0 ? ['index.html'] : segments));
  if (!path.startsWith(resolve(root) + sep)) return undefined;
  const contentType = contentTypes[extname(path)];
  return contentType === undefined ? undefined : { path, contentType };
}

// Each segment is decoded on its own: a separator, a drive or a stream that appears only after decoding is refused, not normalised.
function segmentsOf(pathname: string): readonly string[] | undefined {
  const segments: string[] = [];
  for (const encoded of pathname.split('/')) {
    if (encoded === '') continue;
    const segment = decoded(encoded);
    if (segment === undefined || segment.startsWith('.') || /[\\/:%\p{Cc}]/u.test(segment)) return undefined;
    segments.push(segment);
  }
  return segments;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

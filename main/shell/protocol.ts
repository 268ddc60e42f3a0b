/** app://xinhu: the built page, and only that. */
import { readFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { protocol, type Session } from 'electron';
import { assetOf } from './asset-path.ts';
import { headersOf, noncePlaceholder } from './content-policy.ts';

/** Must run before the app is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]);
}

export function serveApp(session: Session, root: string): void {
  session.protocol.handle('app', (request) => answer(root, request));
}

/** Answers one request for a file of the page. */
export async function answer(root: string, request: { readonly url: string; readonly method: string }): Promise<Response> {
  const asset = request.method === 'GET' ? assetOf(root, request.url) : undefined;
  const bytes = asset === undefined ? undefined : await bytesOf(asset.path);
  const nonce = randomBytes(16).toString('base64');
  if (asset === undefined || bytes === undefined) return new Response(null, { status: 404, headers: headersOf('text/plain', nonce) });
  const headers = headersOf(asset.contentType, nonce);
  if (asset.path.endsWith('.html')) return new Response(bytes.toString('utf8').replaceAll(noncePlaceholder, nonce), { headers });
  return new Response(new Uint8Array(bytes), { headers });
}

async function bytesOf(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch {
    return undefined;
  }
}

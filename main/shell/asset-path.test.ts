import { resolve, sep } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assetOf } from './asset-path.ts';

const root = resolve('built-page');

describe('files of the page', () => {
  it.each([
    ['app://xinhu/', 'index.html', 'text/html; charset=utf-8'],
    ['app://xinhu/index.html', 'index.html', 'text/html; charset=utf-8'],
    ['app://xinhu/assets/app-1a2B.js?v=1#top', 'assets/app-1a2B.js', 'text/javascript; charset=utf-8'],
    ['app://xinhu/assets/a/../b.css', 'assets/b.css', 'text/css; charset=utf-8'],
    ['app://xinhu//assets//%E5%AD%97.ttf', 'assets/字.ttf', 'font/ttf'],
    ['app://xinhu/../../index.html', 'index.html', 'text/html; charset=utf-8'], // the URL itself has no way up
  ])('%s is %s', (url, path, contentType) => {
    expect(assetOf(root, url)).toEqual({ path: resolve(root, path), contentType });
  });

  it.each([
    ['another host', 'app://other/index.html'],
    ['another scheme', 'file:///index.html'],
    ['credentials', 'app://me:secret@xinhu/index.html'],
    ['an encoded slash', 'app://xinhu/..%2f..%2fpackage.json'],
    ['an encoded backslash', 'app://xinhu/..%5c..%5cpackage.json'],
    ['an encoded dot folder', 'app://xinhu/%2e%2e%2fpackage.json'],
    ['a twice encoded slash', 'app://xinhu/..%252fpackage.json'],
    ['a drive', 'app://xinhu/C:/Windows/win.ini.json'],
    ['a stream', 'app://xinhu/index.html::$DATA'],
    ['a zero byte', 'app://xinhu/index.html%00.js'],
    ['a hidden file', 'app://xinhu/.env.json'],
    ['half an encoding', 'app://xinhu/%E5.js'],
    ['a type that a page has no use for', 'app://xinhu/register.db'],
    ['no type', 'app://xinhu/assets'],
    ['no URL', 'index.html'],
  ])('%s names no file', (_what, url) => {
    expect(assetOf(root, url)).toBeUndefined();
  });

  it('never leaves the folder, whatever is asked', () => {
    const piece = fc.constantFrom('..', '.', '%2e%2e', '%2E.', '..%2f', '%5c', '\\', '/', '%2f', 'a', 'index.html', '.js', '%00', ':', '%', '字', 'C:');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const asset = assetOf(root, `app://xinhu/${pieces.join('')}`);
        expect(asset === undefined || asset.path.startsWith(root + sep)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

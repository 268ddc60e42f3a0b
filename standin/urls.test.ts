import { describe, expect, it } from 'vitest';
import { originOf, toReported, toShown } from './urls.ts';

describe('URLs of a scheme of our own', () => {
  it.each([
    ['app://xinhu/', 'http://xinhu.app.localhost/'],
    ['app://xinhu/a/b.js?x=app://y#z', 'http://xinhu.app.localhost/a/b.js?x=app://y#z'],
    ['app://xinhu', 'http://xinhu.app.localhost'],
  ])('%s is shown as %s and reported as itself', (url, shown) => {
    expect(toShown(url)).toBe(shown);
    expect(toReported(shown)).toBe(url);
    expect(originOf(url)).toBe('app://xinhu');
  });

  it.each([
    'http://127.0.0.1:80/',
    'https://xinhu.app.localhost/',
    'http://xinhu.app.localhost.example/',
    'http://xinhu.app.localhost:8080/',
    'about:blank',
    'http://localhost/',
  ])('%s is not taken for one', (url) => {
    expect(toReported(url)).toBe(url);
  });

  it('have no origin where there is no host', () => {
    expect(['about:blank', 'about:srcdoc', 'data:text/html,x'].map(originOf)).toEqual(['null', 'null', 'null']);
  });
});

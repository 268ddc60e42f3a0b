import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTrustedSender } from './sender.ts';

const ours = { url: 'app://xinhu/index.html#/today', origin: 'app://xinhu', parent: null };

describe('who may call', () => {
  it('is the top frame of our window on our own page', () => {
    expect(isTrustedSender(ours, true)).toBe(true);
  });

  it.each([
    ['a window that is not ours', ours, false],
    ['a frame below ours', { ...ours, parent: ours }, true],
    ['a frame that went away', null, true],
    ['another origin', { ...ours, origin: 'app://other' }, true],
    ['an opaque origin', { ...ours, origin: 'null' }, true],
    ['another host that begins like ours', { ...ours, url: 'app://xinhu.example/index.html' }, true],
    ['another scheme', { ...ours, url: 'https://xinhu/index.html' }, true],
    ['credentials before the host', { ...ours, url: 'app://me@xinhu/index.html' }, true],
    ['an empty page', { ...ours, url: 'about:blank', origin: 'null' }, true],
    ['no URL', { ...ours, url: '' }, true],
  ])('%s is refused', (_who, frame, isOurWindow) => {
    expect(isTrustedSender(frame, isOurWindow)).toBe(false);
  });

  it('is nobody with a made-up address', () => {
    fc.assert(
      fc.property(fc.webUrl(), fc.boolean(), (url, isTop) => {
        expect(isTrustedSender({ url, origin: 'app://xinhu', parent: isTop ? null : {} }, true)).toBe(false);
      }),
    );
  });
});

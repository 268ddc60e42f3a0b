import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinShares, parseRecoveryCode, recoveryCodeOf, recoverySecretBytes, splitRecovery } from './recovery-code.ts';

const secrets = fc.uint8Array({ minLength: recoverySecretBytes, maxLength: recoverySecretBytes });
const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const dataAt = fc.integer({ min: 0, max: 7 }).chain((group) => fc.integer({ min: 0, max: 4 }).map((place) => ({ group, at: group * 6 + place })));

describe('recovery codes', () => {
  it('read back, also as people type them', () => {
    fc.assert(
      fc.property(secrets, (secret) => {
        const code = recoveryCodeOf(secret);
        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){7}$/);
        const typed = [
          code,
          code.toLowerCase(),
          code.replaceAll('-', ' '),
          code.replaceAll('-', ''),
          code.replaceAll('0', 'o').replaceAll('1', 'l'),
          code.replaceAll('-', ' — '),
        ];
        for (const text of typed) expect(parseRecoveryCode(text)).toEqual({ ok: true, value: secret });
      }),
    );
    const wide = [...recoveryCodeOf(new Uint8Array(20).fill(9))]
      .map((c) => (c === '-' ? '－' : String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0)))
      .join('');
    expect(parseRecoveryCode(wide)).toEqual({ ok: true, value: new Uint8Array(20).fill(9) });
  });

  it('every single wrong symbol is found, with its group', () => {
    fc.assert(
      fc.property(secrets, dataAt, fc.integer({ min: 0, max: 31 }), (secret, { group, at }, symbol) => {
        const code = recoveryCodeOf(secret);
        fc.pre(code[at] !== symbols[symbol]);
        const wrong = `${code.slice(0, at)}${symbols[symbol]}${code.slice(at + 1)}`;
        expect(parseRecoveryCode(wrong)).toEqual({ ok: false, error: { code: 'RECOVERY_CODE_MISTYPED', group: group + 1 } });
      }),
    );
  });

  it('exchanged neighbours and exchanged groups are found', () => {
    fc.assert(
      fc.property(secrets, fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 7 }), (secret, group, place, other) => {
        const groups = recoveryCodeOf(secret).split('-');
        const text = groups[group] ?? '';
        const [left, right] = [text[place] ?? '', text[place + 1] ?? ''];
        const swapped = groups.with(group, `${text.slice(0, place)}${right}${left}${text.slice(place + 2)}`).join('-');
        fc.pre(left !== right && group !== other);
        expect(parseRecoveryCode(swapped)).toEqual({ ok: false, error: { code: 'RECOVERY_CODE_MISTYPED', group: group + 1 } });
        const moved = groups
          .with(group, groups[other] ?? '')
          .with(other, text)
          .join('-');
        expect(parseRecoveryCode(moved)).toEqual({ ok: false, error: { code: 'RECOVERY_CODE_MISTYPED', group: Math.min(group, other) + 1 } });
      }),
    );
  });

  it('a text of another length or with foreign symbols is refused', () => {
    const code = recoveryCodeOf(new Uint8Array(20));
    expect(parseRecoveryCode(code.slice(1))).toEqual({ ok: false, error: { code: 'RECOVERY_CODE_MISTYPED', group: null } });
    expect(parseRecoveryCode('')).toEqual({ ok: false, error: { code: 'RECOVERY_CODE_MISTYPED', group: null } });
    expect(parseRecoveryCode(`U${code.slice(1)}`)).toEqual({ ok: false, error: { code: 'RECOVERY_CODE_MISTYPED', group: 1 } });
  });
});

describe('shares of a recovery code', () => {
  it('any two of three give the code back, in either order', async () => {
    await fc.assert(
      fc.asyncProperty(secrets, async (secret) => {
        const code = recoveryCodeOf(secret);
        const shares = await splitRecovery(code);
        if (!shares.ok) throw new Error('split failed');
        expect(new Set(shares.value).size).toBe(3);
        for (const [left, right] of [
          [0, 1],
          [1, 2],
          [2, 0],
        ] as const) {
          expect(await joinShares(shares.value[left] ?? '', shares.value[right] ?? '')).toEqual({ ok: true, value: code });
        }
      }),
      { numRuns: 25 },
    );
  });

  it('a share is no code and a code is no share', async () => {
    const code = recoveryCodeOf(new Uint8Array(20).fill(3));
    const shares = await splitRecovery(code);
    if (!shares.ok) throw new Error('split failed');
    const [share = ''] = shares.value;
    expect(parseRecoveryCode(share).ok).toBe(false);
    expect(parseRecoveryCode(share.split('-').slice(0, 8).join('-'))).toEqual({ ok: false, error: { code: 'RECOVERY_CODE_MISTYPED', group: 1 } });
    expect(await joinShares(share, code)).toEqual({ ok: false, error: { code: 'SHARE_MISTYPED', share: 2, group: null } });
    expect(await splitRecovery(share)).toEqual({ ok: false, error: { code: 'RECOVERY_CODE_MISTYPED', group: null } });
  });

  it('the same share twice, and a slip in a share, are told', async () => {
    const shares = await splitRecovery(recoveryCodeOf(new Uint8Array(20).fill(3)));
    if (!shares.ok) throw new Error('split failed');
    const [first = '', second = ''] = shares.value;
    expect(await joinShares(first, first)).toEqual({ ok: false, error: { code: 'SHARES_DO_NOT_MATCH' } });
    const slip = second.at(-1) === '0' ? '1' : '0';
    expect(await joinShares(first, second.slice(0, -1) + slip)).toEqual({ ok: false, error: { code: 'SHARE_MISTYPED', share: 2, group: 9 } });
  });
});

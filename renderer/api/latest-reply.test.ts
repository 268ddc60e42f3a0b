import { describe, expect, it } from 'vitest';
import { declaredCodes, refusal, universalCodes } from '../../contract/errors.ts';
import type { Reply } from '../../contract/index.ts';
import { isPassing, latestReply } from './latest-reply.ts';

type Read = Reply<'users.classes'>;
const first: Read = { ok: true, value: ['七年级(1)班'] };
const second: Read = { ok: true, value: [] };
const busy: Read = { ok: false, error: refusal('BUSY') };
const forbidden: Read = { ok: false, error: refusal('ACCESS_FORBIDDEN') };

describe('latestReply', () => {
  it('is the new answer, whatever was before', () => {
    for (const before of [undefined, first, busy, forbidden]) expect(latestReply<'users.classes'>(before, second)).toBe(second);
  });

  it('keeps the answer beside a passing refusal, as often as it comes, until there is a new answer', () => {
    const once = latestReply<'users.classes'>(first, busy);
    expect(once).toEqual({ ok: true, value: first.value, error: busy.error });
    const twice = latestReply<'users.classes'>(once, busy);
    expect(twice).toEqual(once);
    expect(latestReply<'users.classes'>(twice, second)).toBe(second);
  });

  it('drops the answer at once when the access has ended, also after a passing refusal', () => {
    expect(latestReply<'users.classes'>(first, forbidden)).toBe(forbidden);
    expect(latestReply<'users.classes'>(latestReply<'users.classes'>(first, busy), forbidden)).toBe(forbidden);
  });

  it('lets no other code pass: not a lock, not a case that is out of sight, not one that is added later', () => {
    expect(new Set([...declaredCodes, ...universalCodes].filter(isPassing))).toEqual(
      new Set(['BUSY', 'CANCELLED', 'DB_DAMAGED', 'DB_LOCKED', 'DISK_FULL', 'FOLDER_READ_ONLY', 'INTERNAL']),
    );
  });
});

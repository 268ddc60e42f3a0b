import { describe, expect, it } from 'vitest';
import { PaperSubject } from '../../../contract/documents.ts';
import { mayLeave } from './leaving.ts';

describe('papers of a package', () => {
  it('are those of weeks alone in statistics, and with names any but the list for the principal', () => {
    expect(PaperSubject.options.filter((about) => mayLeave(about, 'statistical'))).toEqual(['week']);
    expect(PaperSubject.options.filter((about) => mayLeave(about, 'named'))).toEqual(['case', 'plan', 'week']);
  });

  it('are of no use to statistics while nobody knows what they are about', () => {
    expect([mayLeave(undefined, 'statistical'), mayLeave(undefined, 'named')]).toEqual([false, true]);
  });
});

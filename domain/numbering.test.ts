import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCaseNo, formatDocumentNo, parseCaseNo, parseDocumentNo } from './numbering.ts';

describe('numbers', () => {
  it('writes and reads case numbers', () => {
    expect(formatCaseNo({ office: 'QP012', year: 2026, ordinal: 7 })).toBe('QP012-2026-007');
    fc.assert(
      fc.property(
        fc.constantFrom('QP012', 'QPC', 'SH1'),
        fc.integer({ min: 1900, max: 2999 }),
        fc.integer({ min: 1, max: 999_999 }),
        (office, year, ordinal) => {
          expect(parseCaseNo(formatCaseNo({ office, year, ordinal }))).toEqual({ office, year, ordinal });
        },
      ),
    );
  });

  it.each(['QP012-2026-07', 'QP012-2026-000', 'QP012-2026-0007', 'qp012-2026-007', 'QP012-2026-007 ', '2026-007'])('refuses the case number %j', (text) => {
    expect(parseCaseNo(text)).toBeNull();
  });

  it('writes and reads document numbers', () => {
    expect(formatDocumentNo({ series: '告知', year: 2026, ordinal: 7 })).toBe('告知〔2026〕7号');
    expect(parseDocumentNo('青浦心备〔2026〕128号')).toEqual({ series: '青浦心备', year: 2026, ordinal: 128 });
  });

  it.each(['告知〔2026〕07号', '告知[2026]7号', '告知〔2026〕第7号', '告知(2026)7号', '告知〔26〕7号', '告知〔2026〕0号', '〔2026〕7号'])(
    'refuses the document number %j',
    (text) => {
      expect(parseDocumentNo(text)).toBeNull();
    },
  );
});

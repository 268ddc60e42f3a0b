/** The sample files, with the counts that an independent reading of the same files gives. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Instrument } from '../../../domain/vocabulary.ts';
import { matchRow, rosterIndex } from './match.ts';
import type { ParsedScreening } from './parsed.ts';
import { hotline, roster, screening, tally } from './test-tables.ts';

const sample = (name: string): Uint8Array => readFileSync(new URL(`../../../samples/${name}`, import.meta.url));

function outcome({ rows }: ParsedScreening, instrument: Instrument): Readonly<Record<string, number>> {
  const results = rows.flatMap((row) => row.results).filter((result) => result.instrument === instrument);
  return {
    scored: results.length,
    second: results.filter(({ needsSecondScreening }) => needsSecondScreening).length,
    retest: results.filter(({ needsRetest }) => needsRetest).length,
    urgent: results.filter(({ urgent }) => urgent).length,
  };
}

describe('the sample files', () => {
  it('roster: every pupil, with rare characters, without identity numbers', async () => {
    const read = await roster(sample('roster.xlsx'));
    expect(read).toMatchObject({ headerRow: 2, dataRows: 1248, refused: [], skipped: [], warnings: [], ignoredColumns: ['序号', '全国学籍号', '身份证件号'] });
    expect(read.rows).toHaveLength(1248);
    expect(new Set(read.rows.map(({ studentNo }) => studentNo)).size).toBe(1248);
    expect(
      read.rows.every((row) => row.guardians.length === 2 && row.birthDate !== null && row.sex !== null && row.grade !== null && row.boarding !== null),
    ).toBe(true);
    const names = read.rows.map(({ name }) => name).join('');
    for (const character of ['䶮', '𬭎', '𫖯', '·']) expect(names).toContain(character);
    expect(JSON.stringify(read.rows)).not.toContain('319900');
  });

  it('MHT: pupils on leave and exempt are reported, void sheets are to be repeated', async () => {
    const read = await screening(sample('screening-mht.xlsx'));
    expect(read).toMatchObject({ headerRow: 3, instruments: ['MHT'], dataRows: 1248, partial: [], warnings: [], ignoredColumns: ['用户名'] });
    expect(tally(read.refused)).toEqual({ ABSENT: 31, EXEMPT: 13 });
    expect(outcome(read, 'MHT')).toEqual({ scored: 1204, second: 178, retest: 72, urgent: 0 });
    expect(read.rows.flatMap(({ results }) => results).filter(({ reasons }) => reasons.includes('MHT_TOTAL_65'))).toHaveLength(4);
  });

  it('PHQ-9 and GAD-7 items in GB18030: names survive, item 9 is urgent', async () => {
    const read = await screening(sample('screening-phq9-gad7-items.csv'));
    expect(read).toMatchObject({ headerRow: 1, instruments: ['PHQ9', 'GAD7'], dataRows: 1210, refused: [], partial: [], warnings: [] });
    expect(outcome(read, 'PHQ9')).toEqual({ scored: 1210, second: 224, retest: 0, urgent: 114 });
    expect(outcome(read, 'GAD7')).toEqual({ scored: 1210, second: 86, retest: 0, urgent: 0 });
    expect(read.rows.filter(({ results }) => results.some(({ needsSecondScreening }) => needsSecondScreening))).toHaveLength(236);
  });

  it('MSSMHS: the base is read from the title and shifted to 1–5', async () => {
    const read = await screening(sample('screening-mssmhs-base0.xlsx'));
    expect(read).toMatchObject({ headerRow: 2, instruments: ['MSSMHS'], scoreBase: { MSSMHS: 0 }, dataRows: 1248, refused: [], warnings: [] });
    expect(outcome(read, 'MSSMHS')).toEqual({ scored: 1248, second: 1049, retest: 0, urgent: 0 });
    expect(read.rows.flatMap(({ results }) => results).filter(({ reasons }) => reasons.includes('MSSMHS_MEAN_2'))).toHaveLength(444);
    expect(read.rows.every(({ results }) => results.every(({ total }) => total >= 1 && total <= 5))).toBe(true);
  });

  it('hotline: calls without a name are reported, those that state a danger as urgent', async () => {
    const read = await hotline(sample('hotline-log.csv'));
    expect(read).toMatchObject({ headerRow: 1, dataRows: 60, skipped: [], warnings: [], ignoredColumns: [] });
    expect(tally(read.refused)).toEqual({ NAME_WITHHELD: 16 });
    expect(read.refused.filter(({ urgent }) => urgent)).toHaveLength(4);
    expect(tally(read.rows.map(({ risk }) => ({ code: risk })))).toEqual({ none: 21, ideation: 15, behavior: 8 });
  });

  it('every screened pupil is found in the roster by number and name', async () => {
    const pupils = await roster(sample('roster.xlsx'));
    const index = rosterIndex(
      pupils.rows.map((row) => ({ id: row.studentNo, studentNo: row.studentNo, name: row.name, gradeCode: row.grade?.code ?? null, className: row.className })),
    );
    for (const name of ['screening-mht.xlsx', 'screening-phq9-gad7-items.csv', 'screening-mssmhs-base0.xlsx']) {
      const read = await screening(sample(name));
      expect(read.rows.filter((row) => matchRow(row, index).state !== 'matched')).toEqual([]);
    }
  });
});

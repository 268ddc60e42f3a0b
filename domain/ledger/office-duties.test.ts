import { describe, expect, it } from 'vitest';
import { duties, ends, day, entryId, longAgo, made, monthly, noon, officeRule, schoolCalendar, september, termly, weekly } from './office-duties.fixture.ts';

describe('periods of an office clock', () => {
  it('lie in terms: no duty in July and August, none in the holidays of spring', () => {
    expect(Object.keys(ends(monthly, { at: '2027-03-01', since: day('2026-01-01'), to: day('2027-01-31') }))).toEqual([
      '2026-03',
      '2026-04',
      '2026-05',
      '2026-06',
      '2026-09',
      '2026-10',
      '2026-11',
      '2026-12',
      '2027-01',
    ]);
    const weeks = Object.keys(ends(weekly, { at: '2026-12-31', from: day('2026-06-20'), to: day('2026-10-11') }));
    expect(weeks.slice(0, 3)).toEqual(['2026-06-15', '2026-06-22', '2026-06-29']);
    expect(weeks.slice(3, 5)).toEqual(['2026-08-31', '2026-09-07']);
    expect(weeks.at(-1)).toBe('2026-10-05');
  });

  it('are named after terms and school years', () => {
    expect(Object.keys(ends(termly, { at: '2026-12-31', to: day('2027-01-31') }))).toEqual(['2025学年第二学期', '2026学年第一学期']);
    expect(Object.keys(ends(september, { at: '2026-12-31', to: day('2027-01-31') }))).toEqual(['2026学年-09']);
  });

  it('owe nothing before the register existed, nor for the last days of a month in which it began', () => {
    expect(Object.keys(ends(monthly, { at: '2026-10-15', since: day('2026-09-28'), to: day('2026-11-30') }))).toEqual(['2026-10', '2026-11']);
    const [first] = duties({ at: '2026-09-15', since: day('2026-09-10') }).filter(({ id }) => id === 'T_TRAIN:2026-09');
    expect(first).toMatchObject({ opensOn: '2026-09-10', dueOn: '2026-09-30', closesOn: '2026-10-14', end: null, estimated: false });
  });

  it('say when their holidays are not published', () => {
    const january = duties({ at: '2027-01-05' }).find(({ id }) => id === 'T_TRAIN:2027-01');
    expect(january).toMatchObject({ estimated: true, end: null });
  });

  it('are estimated by the usual terms where no calendar has one yet, until one comes that says otherwise', () => {
    const span = { from: day('2027-02-01'), to: day('2027-08-31') };
    const rules = [{ from: longAgo, packVersion: 'one', office: [monthly, termly] }];
    const estimated = duties({ at: '2026-11-01', rules, ...span });
    const months = ['2027-02', '2027-03', '2027-04', '2027-05', '2027-06'];
    expect(estimated.map(({ period }) => period).toSorted()).toEqual(['2026学年第二学期', ...months].toSorted());
    expect(estimated.every((duty) => duty.estimated && duty.end === null)).toBe(true);
    const term = { name: '2026学年第二学期', from: day('2027-03-01'), to: day('2027-06-25') };
    const next = { ...schoolCalendar, terms: [...schoolCalendar.terms, term], publishedUntil: day('2027-12-31') };
    const calendars = [
      { from: longAgo, calendar: schoolCalendar },
      { from: noon('2026-12-01'), calendar: next },
    ];
    const published = duties({ at: '2026-12-10', rules, calendars, ...span });
    expect(
      published
        .map(({ period, dueOn }) => [period, dueOn].join(' '))
        .toSorted()
        .slice(0, 2),
    ).toEqual(['2026学年第二学期 2027-06-25', '2027-03 2027-03-31']);
    expect(published.some((duty) => duty.estimated)).toBe(false);
  });

  it('are not owed by a register of the other kind', () => {
    expect(duties({ at: '2026-12-31', registerKind: 'center' })).toEqual([]);
  });
});

describe('the end of a period', () => {
  const on = (recorded: string, asked = '2026-12-01') =>
    ends(monthly, { at: asked, entries: [made({ n: 1, kind: 'training', on: '2026-09-29', recordedAt: noon(recorded) })] })['2026-09'];

  it('is done when entered within the grace, late after it, and missed from then on', () => {
    expect(on('2026-09-29')).toBe('done');
    expect(on('2026-10-03')).toBe('done');
    expect(on('2026-10-04')).toBe('done_late');
    expect(on('2026-10-14')).toBe('done_late');
    expect(on('2026-10-15')).toBe('missed');
  });

  it('stays open until nothing can end it any more', () => {
    expect(ends(monthly, { at: '2026-10-14' })['2026-09']).toBeNull();
    expect(ends(monthly, { at: '2026-10-15' })['2026-09']).toBe('missed');
  });

  it('counts only what happened in it, of the kinds that the rule names', () => {
    const entries = [made({ n: 1, kind: 'training', on: '2026-10-01' }), made({ n: 2, kind: 'publicity', on: '2026-09-10' })];
    expect(ends(monthly, { at: '2026-12-01', entries })).toMatchObject({ '2026-09': 'missed', '2026-10': 'done' });
  });

  it('looks into the entry where the rule asks', () => {
    const rule = officeRule({ id: 'T_TRAIN', counts: [{ kind: 'training', when: [{ payload: 'type', in: ['volunteers'] }] }] });
    expect(ends(rule, { at: '2026-12-01', entries: [made({ n: 1, kind: 'training', on: '2026-09-10' })] })['2026-09']).toBe('missed');
    expect(() => officeRule({ id: 'T_TRAIN', counts: [{ kind: 'training', when: [{ payload: 'typ', in: ['volunteers'] }] }] })).toThrow('unknown_field');
  });

  it('asks for as many as the rule wants; a shift stands for its weeks', () => {
    const twice = officeRule({ ...weekly, wanted: 2 });
    const shift = (n: number, on: string) =>
      made({ n, kind: 'duty_shift', on, payload: { from: '12:00', to: '13:00', teacher: '甲', place: '乙', phone: '', weeklyUntil: '2026-09-25' } });
    const entries = [shift(1, '2026-09-07'), shift(2, '2026-09-15')];
    expect(ends(twice, { at: '2026-12-01', entries })).toMatchObject({
      '2026-09-07': 'missed',
      '2026-09-14': 'done',
      '2026-09-21': 'done',
      '2026-09-28': 'missed',
    });
  });

  it('lets a September screening be made good in October, late', () => {
    const screened = (on: string) => ends(september, { at: '2026-12-01', entries: [made({ n: 1, kind: 'screening_round', on })] })['2026学年-09'];
    expect(screened('2026-09-30')).toBe('done');
    expect(screened('2026-10-12')).toBe('done_late');
    expect(screened('2026-11-02')).toBe('missed');
  });
});

describe('an excuse', () => {
  const excuse = (on: string) => made({ n: 9, kind: 'excuse', on, payload: { dutyId: 'T_TRAIN:2026-09', reason: '停课' } });

  it('ends an open period', () => {
    const [found] = duties({ at: '2026-12-01', entries: [excuse('2026-09-20')] }).filter(({ id }) => id === 'T_TRAIN:2026-09');
    expect(found).toMatchObject({ end: 'excused', entryIds: [entryId(9)] });
  });

  it('does not unmake a miss, nor what was done before it', () => {
    expect(ends(monthly, { at: '2026-12-01', entries: [excuse('2026-10-20')] })['2026-09']).toBe('missed');
    const entries = [made({ n: 1, kind: 'training', on: '2026-09-10' }), excuse('2026-09-20')];
    expect(ends(monthly, { at: '2026-12-01', entries })['2026-09']).toBe('done');
  });
});

describe('a correction', () => {
  const wrong = made({ n: 1, kind: 'training', on: '2026-10-01' });
  const right = (recorded: string) => made({ n: 2, kind: 'training', on: '2026-09-30', recordedAt: noon(recorded), corrects: 1 });

  it('moves an entry into the period in which it happened, however late the correction, when it was entered in time', () => {
    expect(ends(monthly, { at: '2026-12-01', entries: [wrong, right('2026-11-20')] })).toMatchObject({ '2026-09': 'done', '2026-10': 'missed' });
  });

  it('does not bring in what was entered too late', () => {
    const late = { ...wrong, recordedAt: noon('2026-10-20') };
    expect(ends(monthly, { at: '2026-12-01', entries: [late, right('2026-10-21')] })['2026-09']).toBe('missed');
  });

  it('of a correction stands for the first entry', () => {
    const again = made({ n: 3, kind: 'training', on: '2026-09-28', recordedAt: noon('2026-11-25'), corrects: 2 });
    const [found] = duties({ at: '2026-12-01', entries: [again, right('2026-11-20'), wrong] }).filter(({ id }) => id === 'T_TRAIN:2026-09');
    expect(found).toMatchObject({ end: 'done', entryIds: [entryId(3)], counted: 1 });
  });
});

describe('a new pack or calendar', () => {
  it('changes periods that open afterwards, not those that run or are over', () => {
    const rules = [
      { from: longAgo, packVersion: 'one', office: [weekly] },
      { from: noon('2026-10-15'), packVersion: 'two', office: [monthly] },
    ];
    const found = duties({ at: '2026-12-01', rules, from: day('2026-10-01'), to: day('2026-11-30') });
    expect(found.map(({ id, packVersion }) => `${packVersion} ${id}`)).toEqual([
      'one T_DUTY_ROSTER:2026-09-28',
      'one T_DUTY_ROSTER:2026-10-05',
      'one T_DUTY_ROSTER:2026-10-12',
      'two T_TRAIN:2026-11',
    ]);
  });

  it('does not touch what is over when a calendar comes in', () => {
    const none = { ...schoolCalendar, terms: [] };
    const calendars = [
      { from: longAgo, calendar: schoolCalendar },
      { from: noon('2026-10-15'), calendar: none },
    ];
    expect(ends(monthly, { at: '2026-12-01', calendars })).toEqual(ends(monthly, { at: '2026-12-01', to: day('2026-09-30') }));
  });
});

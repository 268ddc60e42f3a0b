import { describe, expect, it } from 'vitest';
import type { CaseFile } from '../../../contract/cases.ts';
import { definitionOf, eventTypes } from '../../../domain/events/registry.ts';
import { PlainDate } from '../../../domain/time.ts';
import type { Values } from '../../forms/field-model.ts';
import { askedFieldsOf, formOf, keptFor } from './forms.ts';

/** A case with a plan: the parts that forms start from. */
// Only these parts are read.
const file = {
  summary: { grade: 'R3' },
  state: { plan: { version: 2 } },
  barredGuardians: [],
  events: [],
  guardians: [{ name: '示例家长', relation: '母亲', phone: null }],
} as unknown as CaseFile;
const known = { file, userName: '沈老师', today: PlainDate.parse('2026-09-21') };

/** Made with their proof by other desks, or by forms of their own. */
const otherwise: readonly string[] = ['plan_signed', 'plan_returned', 'report_received', 'case_accessed', 'plan_drafted', 'correction_made', 'lead_recorded'];

describe('the form of every entry', () => {
  it.each(eventTypes.filter((type) => !otherwise.includes(type)))('%s sends what its schema takes, once every question is answered', (type) => {
    const form = formOf(type);
    const {
      payload: schema,
      example,
    }: { readonly payload: { readonly safeParse: (value: unknown) => { readonly success: boolean } }; readonly example: Values } = definitionOf(type);
    const answered = askedFieldsOf(type)
      .filter(({ kind }) => kind.is !== 'given')
      .map(({ key }): [string, unknown] => [key, example[key]]);
    const values = { ...form.start(known), ...Object.fromEntries(answered) };
    expect(form.isComplete(values)).toBe(true);
    expect(schema.safeParse(form.payload(values))).toMatchObject({ success: true });
  });
});

describe('the day on which somebody is to be asked again', () => {
  const starting = (state: Values, grade: string | null): unknown =>
    formOf('obligation_waiting').start({ ...known, file: { ...file, summary: { grade }, state } as unknown as CaseFile })['chaseOn'];

  it('is proposed in three days, and for tomorrow where life is at stake', () => {
    expect(starting({}, null)).toBe('2026-09-24');
    expect(starting({ emergency: null, immediateDanger: false }, 'R3')).toBe('2026-09-24');
    expect(starting({}, 'R4')).toBe('2026-09-22');
    expect(starting({ emergency: { startedAt: '2026-09-21T01:00:00.000Z' } }, 'R2')).toBe('2026-09-22');
    expect(starting({ immediateDanger: true }, 'R2')).toBe('2026-09-22');
  });
});

describe('changing from one contact to the other', () => {
  const typed = { method: 'home_visit', content: '与学生谈了半小时。', attitude: 'cooperative', who: 'mother', next: '周五再去' };

  it('keeps what both forms ask for', () => {
    expect(keptFor('pupil_contacted', typed)).toEqual({ method: 'home_visit', content: '与学生谈了半小时。', next: '周五再去' });
    expect(keptFor('guardian_contacted', typed)).toEqual(typed);
  });
});

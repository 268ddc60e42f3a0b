/** What a document may say, what a signature is under, and what proves that a paper is the one that was issued. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseSummary } from '../../contract/shapes.ts';
import { issue, judgedCase, record } from '../support/case-work.ts';
import { moment, openTestOffice, type TestOffice } from '../support/test-office.ts';

let office: TestOffice;
let known: CaseSummary;

beforeAll(async () => {
  office = await openTestOffice('school', ['psych_teacher', 'vice_principal']);
  office.setClock(moment(1, 12));
  await office.as('psych_teacher');
  known = await judgedCase(office, { name: '示例生', studentNo: 'S-1' }, moment(1, 10));
  await record(office, known.id, { type: 'plan_drafted', at: moment(1, 11) });
});

afterAll(() => office[Symbol.asyncDispose]());

describe('an answer over what the register knows', () => {
  it('is refused by name of the field, in the preview as in the document', async () => {
    const fixed = { ok: false, error: { code: 'FIELD_FIXED', params: { fields: ['pupilName', 'overview'] } } };
    const asked = { type: 'D07', caseId: known.id, answers: { overview: 'x', pupilName: '另一个孩子' } };
    expect(await office.host.call('documents.preview', asked)).toEqual(fixed);
    expect(await office.host.call('documents.issue', { ...asked, requestId: randomUUID() })).toEqual(fixed);
    expect((await office.ask('documents.register', { caseId: known.id })).total).toBe(0);
  });

  it('is shown as impossible before anybody types', async () => {
    const { fields } = await office.ask('documents.preview', { type: 'D06', caseId: known.id, answers: {} });
    const answerable = (id: string) => fields.find((field) => field.id === id)?.answerable;
    expect([answerable('pupilName'), answerable('riskGrade'), answerable('triggerEvent'), answerable('destination')]).toEqual([false, false, true, true]);
    expect((await issue(office, 'D06', known.id, { triggerEvent: '改过的话' })).status).toBe('issued');
  });
});

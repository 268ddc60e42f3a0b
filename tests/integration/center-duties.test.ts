/** Nothing that a centre owes is missing from everybody's page: a head's own case, and what a head owes in a counsellor's case. */
import { expect, it } from 'vitest';
import { addPupil, openCase, record } from '../support/case-work.ts';
import { moment, openTestOffice, type TestOffice } from '../support/test-office.ts';
import '../support/patience.ts';

async function rulesOnBoard(office: TestOffice): Promise<readonly string[]> {
  const { overdue, today, week } = await office.ask('today.board', {});
  return [...overdue, ...today, ...week].map(({ ruleId }) => ruleId);
}

it('shows a head who keeps a case what is owed in it, and what counsellors leave to the head', async () => {
  await using office = await openTestOffice('center', ['center_counselor', 'center_head']);
  await office.as('center_head');
  const own = await addPupil(office, { name: '示例甲', studentNo: 'S-1' });
  await openCase(office, own.id, moment(0, 8), { immediateDanger: true });
  expect(await rulesOnBoard(office)).toContain('T_URGENT_TALK');

  await office.as('center_counselor');
  const others = await addPupil(office, { name: '示例乙', studentNo: 'S-2' });
  const { id } = await openCase(office, others.id, moment(0, 8));
  await record(office, id, {
    type: 'conference_held',
    at: moment(0, 8),
    payload: { grade: null, agreesToClose: true, decisions: [], nextOn: null },
  });
  expect(await rulesOnBoard(office)).not.toContain('T_CONFIRM_MINUTES');
  await office.as('center_head');
  expect(await rulesOnBoard(office)).toContain('T_CONFIRM_MINUTES');
});

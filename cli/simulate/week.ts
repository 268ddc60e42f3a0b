/** A week of the school's leaders, and of the office beside its cases. */
import { addDays, dateOf, mondayOf, type PlainDate } from '../../domain/time.ts';
import { answersOf } from '../demo/answers.ts';
import { exampleOf } from './acts.ts';
import { settle } from './day.ts';
import { countRefusal, counsellors, enter, fileOf, newId, type World } from './world.ts';

/** Plans of cases that owe one: drafted and printed for the vice principal to sign. */
export async function draftPlans(world: World): Promise<void> {
  const board = await world.desk.ask('today.board', {});
  for (const duty of [...board.overdue, ...board.today, ...board.week].filter(({ ruleId }) => ruleId === 'T_PLAN' || ruleId === 'T_PLAN_GRADE')) {
    const file = await fileOf(world, duty.caseId);
    if (file === null) continue;
    const plan = file.state['plan'];
    const status = typeof plan === 'object' && plan !== null && 'status' in plan ? plan.status : null;
    if (status === 'signed') await submitPlan(world, duty.caseId);
    if (status !== null) continue;
    if (!(await enter(world, file, { type: 'plan_drafted', payload: exampleOf('plan_drafted') }))) continue;
    const drafted = await fileOf(world, duty.caseId);
    if (drafted === null) continue;
    const issued = await world.desk.attempt('documents.issue', {
      requestId: newId(world),
      type: 'D07',
      caseId: duty.caseId,
      answers: answersOf('D07', drafted),
    });
    if (!issued.ok) countRefusal(world, 'documents.issue', issued.error.code);
  }
}

/** The signed version goes to the centre on paper. */
async function submitPlan(world: World, caseId: Parameters<typeof fileOf>[1]): Promise<void> {
  const file = await fileOf(world, caseId);
  if (file === null || !file.allowed.includes('plan_submitted')) return;
  const plan = file.state['plan'];
  const planVersion = typeof plan === 'object' && plan !== null && 'version' in plan ? plan.version : 1;
  await enter(world, file, { type: 'plan_submitted', payload: { planVersion, packageId: null, how: 'paper', receiptNo: '' } });
}

/** Wednesday and Friday: the vice principal signs, confirms minutes, decides what is theirs, and says why some duties need not be met. */
export async function leadersDay(world: World): Promise<void> {
  await world.desk.seat('vice_principal');
  for (const waiting of await world.desk.ask('signing.queue', {})) {
    const { view } = await world.desk.ask('documents.pdf', { documentId: waiting.id });
    const signed = await world.desk.attempt('signing.sign', { documentId: view.id, pdfSha256: view.pdf.sha256, passphrase: world.desk.passphrase() });
    if (!signed.ok) countRefusal(world, 'signing.sign', signed.error.code);
  }
  const board = await world.desk.ask('today.board', {});
  for (const duty of [...board.overdue, ...board.today, ...board.week]) await settle(world, duty);
  const wall = await world.desk.ask('obligations.wall', { limit: 200 });
  for (const duty of wall.rows.filter(() => world.random.chance(0.02))) {
    const file = await fileOf(world, duty.caseId);
    if (file === null) continue;
    await enter(world, file, { type: 'obligation_excused', payload: { obligationId: duty.id, reason: '学生随家长赴外地治疗，医院要求不受打扰。' } });
  }
}

/** A counsellor falls ill: the vice principal gives the open cases to the colleague, who takes them over the same day. */
export async function sickness(world: World): Promise<void> {
  const today = dateOf(world.clock.now());
  if (world.sick !== null) {
    if (world.sick.until <= today) world.sick = null;
    return;
  }
  if (!world.random.chance(0.03)) return;
  const [first, second] = counsellors;
  world.sick = { login: first, until: addDays(today, 7 * world.random.int(1, 2)) };
  await world.desk.seat('vice_principal');
  const users = await world.desk.ask('users.list', {});
  const idOf = (login: string) => users.find((user) => user.login === login)?.id;
  const [from, to] = [idOf(first), idOf(second)];
  if (from === undefined || to === undefined) throw new Error('both counsellors have an account');
  await world.desk.ask('cases.handOver', { requestId: newId(world), fromUserId: from, toUserId: to, reason: 'sickness' });
  await world.desk.seatPerson(second);
  await world.desk.ask('cases.acceptHandover', { requestId: newId(world) });
}

/** The weekly report of the week that ends, zero or not. */
export async function weeklyReport(world: World, today: PlainDate): Promise<void> {
  const monday = mondayOf(today);
  const issued = await world.desk.attempt('weekly.issue', { requestId: newId(world), monday });
  if (!issued.ok) countRefusal(world, 'weekly.issue', issued.error.code);
}

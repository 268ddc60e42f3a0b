/** Every Friday: the weekly report, signatures, the package to the centre and its receipt; the centre looks after its own cases. */
import type { DocumentView } from '../../contract/cases.ts';
import { centerRound } from './center-round.ts';
import { deliver, draftPackage } from './packages.ts';
import { handOutSigned, signQueue } from './papers.ts';
import { dayOf, moment } from './story.ts';
import { newId, weekName, type World } from './world.ts';

/** Forms that go to the centre as they are issued; plans and reports go when signed. */
const filingType = 'D06';

/** D09 of the week, written by the psychologist on Friday afternoon. */
export async function writeWeekly(world: World, week: number): Promise<void> {
  const desk = world.desks.school;
  world.clock.moveTo(moment(week, 5, '15:30'));
  await desk.seat('psych_teacher');
  const monday = dayOf(week, 1);
  const figures = await desk.ask('weekly.compute', { monday });
  await desk.ask('weekly.issue', { requestId: newId(world), monday, remark: figures.zero ? '' : '个案详情见所附备案表和预案。' });
}

/** The vice principal signs what waits. */
export async function signWeek(world: World, week: number): Promise<void> {
  world.clock.moveTo(moment(week, 5, '16:00'));
  await world.desks.school.seat('vice_principal');
  await signQueue(world);
}

/** Hands out what was signed, sends it with the week's filings, and carries the receipt back. Answers how many documents went. */
export async function submitWeek(world: World, week: number): Promise<number> {
  const { school, center } = world.desks;
  world.clock.moveTo(moment(week, 5, '16:20'));
  await school.seat('psych_teacher');
  const signed = world.outbox.splice(0);
  for (const document of signed) await handOutSigned(world, school, { document, name: nameOf(world, document) });
  const filings = await filingsOf(world, week);
  const documents = [...signed, ...filings];
  const draft = await draftPackage(world, school, {
    kind: 'submission',
    documentIds: documents.map((document) => document.id),
    caseIds: [...new Set(documents.flatMap((document) => (document.caseId === null ? [] : [document.caseId])))],
    purpose: '每周报送：周报、新增个案备案表、已签批的干预预案',
    legalBasis: '《中华人民共和国未成年人保护法》、区闭环管理办法',
    period: { from: dayOf(week, 1), to: dayOf(week, 7) },
  });
  await deliver(world, { from: school, to: center, packageId: draft.id, name: `${weekName(world)}-submission` });
  await centerRound(world);
  return documents.length;
}

/** Named by story for a plan, by week for a report. */
function nameOf(world: World, document: DocumentView): string {
  const story = [...world.cases].find(([, id]) => id === document.caseId)?.[0].split('/')[1];
  return story === undefined ? `${document.type}-${weekName(world)}` : `${document.type}-${story}-v${document.version}`;
}

/** Filing forms issued since the last Friday. */
async function filingsOf(world: World, week: number): Promise<readonly DocumentView[]> {
  const since = moment(week - 1, 5, '16:20');
  const issued = await world.desks.school.ask('documents.register', { type: filingType, limit: 200 });
  return issued.rows
    .filter((document) => document.issuedAt > since && document.issuedAt < moment(week, 5, '23:00'))
    .toSorted((a, b) => a.issuedAt.localeCompare(b.issuedAt));
}

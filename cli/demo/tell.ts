/** Does one step of a story. */
import type { PupilSummary } from '../../contract/shapes.ts';
import type { CaseId } from '../../domain/ids.ts';
import { letterAnswers } from './answers.ts';
import { handOut, issuePaper, returnPlan, signQueue } from './papers.ts';
import { deliver, draftPackage } from './packages.ts';
import type { Action, LetterWords, Place, Step, Story } from './story.ts';
import { caseFile, keepCase, newId, weekName, type World } from './world.ts';

type Told = { readonly story: Story; readonly step: Step };
type Found = { readonly pupil: PupilSummary; readonly resultIds: readonly string[] };

/** The person of the step sits down, and the clock goes on to its moment. */
export async function tell(world: World, { story, step }: Told): Promise<void> {
  world.clock.moveTo(step.at);
  await world.desks[step.office].seat(step.by);
  switch (step.kind) {
    case 'open':
      return openCase(world, story, step);
    case 'event':
      return recordEvent(world, story, step);
    case 'paper':
      await issuePaper(world, story.key, step.type);
      return;
    case 'return':
      return returnPlan(world, story.key, step.comment);
    case 'sign':
      return signQueue(world);
    case 'letter':
      return sendLetter(world, story, step.words);
  }
}

type Opening = Place & Extract<Action, { kind: 'open' }>;
type Recording = Place & Extract<Action, { kind: 'event' }>;

async function openCase(world: World, story: Story, step: Opening): Promise<void> {
  const desk = world.desks[step.office];
  const found = await findPupil(world, story);
  world.taken.add(found.pupil.id);
  const pupilId = step.office === 'center' ? await addAtCenter(world, found.pupil) : found.pupil.id;
  const payload = { ...step.lead, pupilId, ownerId: null, channel: story.channel, sourceRefs: found.resultIds.map((id) => ({ kind: 'screening_result', id })) };
  const opened = await desk.ask('cases.open', { requestId: newId(world), pupilId, happenedAt: step.at, payload });
  keepCase(world, { story: story.key, office: step.office }, opened.id);
}

/** Finds the story's pupil in the school's roster, or next in its queue for second screening. */
async function findPupil(world: World, { subject, key }: Story): Promise<Found> {
  const desk = world.desks.school;
  await desk.seat('psych_teacher');
  if (subject.by === 'queue') {
    const queue = await desk.ask('screening.queue', { limit: 50 });
    const row = queue.rows.find((one) => one.pupil.openCaseId === null && !world.taken.has(one.pupil.id));
    if (row !== undefined) return { pupil: row.pupil, resultIds: row.results.map((result) => result.id) };
  } else {
    const list = await desk.ask('roster.list', { search: subject.holds, limit: 50 });
    const pupil = list.rows.find((one) => one.name.includes(subject.holds) && !world.taken.has(one.id));
    if (pupil !== undefined) return { pupil, resultIds: [] };
  }
  throw new Error(`no pupil for the story ${key}`);
}

/** The centre enters what it was told of a pupil of the school. */
async function addAtCenter(world: World, pupil: PupilSummary): Promise<PupilSummary['id']> {
  const { studentNo, name, sex, birthDate, grade, className } = pupil;
  const added = await world.desks.center.ask('roster.add', {
    studentNo,
    name,
    sex: sex === 'male' || sex === 'female' ? sex : 'unknown',
    birthDate,
    grade,
    className,
    guardians: [],
  });
  return added.id;
}

async function recordEvent(world: World, story: Story, step: Recording): Promise<void> {
  const file = await caseFile(world, story.key, step.office);
  const given = typeof step.payload === 'function' ? step.payload(file) : step.payload;
  await world.desks[step.office].ask('events.record', {
    requestId: newId(world),
    caseId: file.summary.id,
    expectedVersion: file.summary.version,
    type: step.type,
    happenedAt: step.happenedAt ?? step.at,
    payload: { ...given },
  });
}

/** The centre's 告知书 to the head of the school; the school's case opens when it is taken, if there is none yet. */
async function sendLetter(world: World, story: Story, words: LetterWords): Promise<void> {
  const { center, school } = world.desks;
  const file = await caseFile(world, story.key, 'center');
  const [partner] = await center.ask('exchange.partners', {});
  const answers = letterAnswers(partner?.name ?? '', words);
  const issued = await center.ask('documents.issue', { requestId: newId(world), type: 'D01', caseId: file.summary.id, answers });
  await handOut(world, center, { document: issued, name: `D01-${story.key}` });
  const draft = await draftPackage(world, center, {
    kind: 'letter',
    documentIds: [issued.id],
    caseIds: [file.summary.id],
    purpose: '告知学校校长学生心理危机情况，请学校一周内报送干预预案',
    legalBasis: '《中华人民共和国未成年人保护法》、区闭环管理办法',
    period: null,
  });
  const [opened] = await deliver(world, { from: center, to: school, packageId: draft.id, name: `${weekName(world)}-letter` });
  if (opened !== undefined) keepSchoolCase(world, story, opened);
}

function keepSchoolCase(world: World, story: Story, id: CaseId): void {
  keepCase(world, { story: story.key, office: 'school' }, id);
}
